using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Mutations;

/// <summary>Something broken on purpose that a policy must report.</summary>
internal sealed record Mutation(string Policy, string What, Func<PlatformGraph, PlatformGraph> Break);
