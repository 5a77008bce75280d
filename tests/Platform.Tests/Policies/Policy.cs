using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>A rule that holds for every environment; it answers with what breaks it.</summary>
/// <param name="Name">A sentence.</param>
internal sealed record Policy(string Name, Func<PlatformGraph, IEnumerable<string>> Violations)
{
    /// <summary>Says nothing of a preview, where the texts that it reads are unknown.</summary>
    public bool NeedsKnown { get; init; }
}
