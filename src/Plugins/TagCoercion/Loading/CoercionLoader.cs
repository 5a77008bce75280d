using System.Text.Json;
using StoreScp.Plugins.Rules;
using StoreScp.Plugins.TagCoercion.Actions;

namespace StoreScp.Plugins.TagCoercion.Loading;

/// <summary>Makes an engine of settings or a rules file, and says all that is wrong with them at once.</summary>
internal static class CoercionLoader
{
    private const int LongestTimeout = 10_000;

    /// <exception cref="PluginSetupException">A file cannot be read, or something in it is wrong; one line for each mistake.</exception>
    public static CoercionEngine Load(PluginContext context) => Load(RuleSettings.Load(context));

    /// <inheritdoc cref="Load(PluginContext)"/>
    public static CoercionEngine Load(RuleSettings settings)
    {
        var mistakes = new RuleMistakes(settings.Source);
        var fields = new JsonFields(settings.Json, mistakes);
        int milliseconds = fields.Integer("regexTimeoutMilliseconds", (int)RuleRegex.DefaultTimeout.TotalMilliseconds, 1, LongestTimeout);
        UnencodableText unencodable = fields.Choice("unencodableText", UnencodableText.Fail);
        var timeout = TimeSpan.FromMilliseconds(milliseconds);
        var sources = new SourceTable();
        var conditions = new ConditionReader(sources, mistakes, timeout);
        var actions = new ActionReader(sources, mistakes, timeout, settings.Folder);
        CoercionRule[] rules = new RuleListReader(mistakes).Read(
            fields, (rule, number, name) => new CoercionRule(number, name, conditions.Read(rule.Find("when")), ReadActions(rule, actions, mistakes)));
        fields.RefuseOthers();
        mistakes.ThrowIfAny();
        return new CoercionEngine(rules, sources, unencodable);
    }

    private static CoercionAction[] ReadActions(JsonFields rule, ActionReader reader, RuleMistakes mistakes)
    {
        bool changesUIDs = rule.Flag("changesUIDs");
        if (rule.Require("actions") is not { } list) return [];
        if (list.Kind != JsonValueKind.Array || list.Items.Count == 0)
        {
            mistakes.Add(list.Line, "\"actions\" is an array of actions, with at least one.");
            return [];
        }
        var actions = new List<CoercionAction>();
        foreach (PlacedJson item in list.Items)
            if (reader.Read(item, changesUIDs) is { } action) actions.Add(action);
        return [.. actions];
    }
}
