namespace StoreScp.Receiving.Commitments;

/// <summary>What the site promises to one AE title.</summary>
/// <param name="Policy">How far an instance must be.</param>
/// <param name="CommitWhenModified">Commit also to what is not kept as it was received.</param>
public sealed record CommitmentRules(CommitmentPolicy Policy, bool CommitWhenModified = false);
