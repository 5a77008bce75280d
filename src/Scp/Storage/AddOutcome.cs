namespace StoreScp.Storage;

/// <summary>What became of <see cref="ILedger.AddAsync"/>.</summary>
/// <param name="Result">Whether the ledger has the caller's row.</param>
/// <param name="Existing">
/// On a conflict every row of the same received SOP Instance UID, by ordinal: compare contents, then add a duplicate or the next ordinal.
/// </param>
public sealed record AddOutcome(AddResult Result, IReadOnlyList<InstanceRow> Existing)
{
    public static AddOutcome Added { get; } = new(AddResult.Added, []);

    public static AddOutcome AlreadyThere { get; } = new(AddResult.AlreadyThere, []);

    public static AddOutcome Conflict(IReadOnlyList<InstanceRow> existing) => new(AddResult.Conflict, existing);
}
