namespace StoreScp.Storage;

/// <summary>The proof that nothing is lost: received = instances + duplicates, and every delivery is in exactly one state.</summary>
public sealed record LedgerTotals
{
    public required long Instances { get; init; }
    public required long Duplicates { get; init; }

    /// <summary>Sum of the objects' lengths.</summary>
    public required long Bytes { get; init; }

    /// <summary>Number of deliveries in each state that occurs.</summary>
    public required IReadOnlyDictionary<DeliveryState, long> Deliveries { get; init; }

    public long Received => Instances + Duplicates;
}
