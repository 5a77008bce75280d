using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.Routing;

/// <summary>A rule, ready to run.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Name">As the rules name it.</param>
/// <param name="When">Its condition.</param>
/// <param name="Result">What it decides.</param>
internal sealed record RoutingRule(int Number, string Name, Condition When, PreStoreResult Result)
{
    /// <summary>The line of the log.</summary>
    public string Text { get; } = FormattableString.Invariant($"Rule {Number} \"{Name}\": ") + Describe(Result);

    private static string Describe(PreStoreResult result) => result.Kind switch
    {
        PreStoreResultKind.Route => "route " + string.Join(", ", result.Routes),
        PreStoreResultKind.Refuse => FormattableString.Invariant($"refuse with {result.Status:X4}H"),
        _ => result.Kind == PreStoreResultKind.Discard ? "discard" : "quarantine",
    };
}
