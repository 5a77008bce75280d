using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.Routing;

/// <summary>Makes an engine of settings or a rules file, and says all that is wrong with them at once.</summary>
internal static class RoutingLoader
{
    private const int LongestTimeout = 10_000;

    /// <exception cref="PluginSetupException">A file cannot be read, or something in it is wrong; one line for each mistake.</exception>
    public static RoutingEngine Load(PluginContext context) => Load(RuleSettings.Load(context));

    /// <inheritdoc cref="Load(PluginContext)"/>
    public static RoutingEngine Load(RuleSettings settings)
    {
        var mistakes = new RuleMistakes(settings.Source);
        var fields = new JsonFields(settings.Json, mistakes);
        int milliseconds = fields.Integer("regexTimeoutMilliseconds", (int)RuleRegex.DefaultTimeout.TotalMilliseconds, 1, LongestTimeout);
        MatchMode match = fields.Choice("match", MatchMode.First);
        var decisions = new DecisionReader(mistakes);
        PreStoreResult otherwise = fields.Find("default") is { } names && decisions.ReadRoutes("default", names) is { } routes ? routes : PreStoreResult.Continue;
        var sources = new SourceTable();
        var conditions = new ConditionReader(sources, mistakes, TimeSpan.FromMilliseconds(milliseconds));
        RoutingRule[] rules = new RuleListReader(mistakes).Read(
            fields, (rule, number, name) => new RoutingRule(number, name, conditions.Read(rule.Find("when")), decisions.Read(rule)));
        fields.RefuseOthers();
        mistakes.ThrowIfAny();
        return new RoutingEngine(rules, sources, match, otherwise);
    }
}
