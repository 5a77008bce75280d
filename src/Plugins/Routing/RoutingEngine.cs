using System.Text.RegularExpressions;
using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.Routing;

/// <summary>Asks the rules, in their order, where an instance goes. Thread-safe.</summary>
internal sealed class RoutingEngine(RoutingRule[] rules, SourceTable sources, MatchMode match, PreStoreResult whenNoneMatched)
{
    // Most instances meet one rule: its outcome is made once.
    private readonly RoutingOutcome[] _outcomes = Array.ConvertAll(rules, rule => new RoutingOutcome(rule.Result, [rule]));
    private readonly RoutingOutcome _otherwise = new(whenNoneMatched, []);

    public int RuleCount => rules.Length;

    /// <exception cref="InstanceFailedException">A regular expression took too long.</exception>
    /// <exception cref="DicomDataException">A sequence within UN is malformed.</exception>
    public RoutingOutcome Decide(AssociationInfo association, DicomTransferSyntax syntax, DicomDataset header)
    {
        var instance = new InstanceView(association, syntax, header, sources);
        int first = -1;
        List<RoutingRule>? several = null;
        for (int i = 0; i < rules.Length; i++)
        {
            if (!IsMet(rules[i], instance)) continue;
            if (match == MatchMode.First || rules[i].Result.Kind != PreStoreResultKind.Route) return _outcomes[i];
            if (first < 0) first = i;
            else (several ??= [rules[first]]).Add(rules[i]);
        }
        if (several is not null) return new RoutingOutcome(Union(several), several);
        return first < 0 ? _otherwise : _outcomes[first];
    }

    private static bool IsMet(RoutingRule rule, InstanceView instance)
    {
        try
        {
            return rule.When.IsMet(instance);
        }
        catch (RegexMatchTimeoutException e)
        {
            // Not as inner exception: it holds the value.
            throw new InstanceFailedException(FormattableString.Invariant(
                $"Rule {rule.Number} \"{rule.Name}\": its regular expression took longer than {e.MatchTimeout.TotalMilliseconds} ms on a value."));
        }
    }

    private static PreStoreResult Union(List<RoutingRule> matched)
    {
        var routes = new List<string>();
        foreach (RoutingRule rule in matched)
        {
            foreach (string route in rule.Result.Routes)
                if (!routes.Contains(route)) routes.Add(route);
        }
        return PreStoreResult.Route(routes);
    }
}
