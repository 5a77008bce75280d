namespace StoreScp.Storage;

/// <summary>What one AE title sent on one UTC day, and what became of it: every receipt is counted exactly once.</summary>
public sealed record ReconciledDay
{
    public required DateOnly Day { get; init; }
    public required string CallingAETitle { get; init; }

    /// <summary>Receipts: instances and duplicates, counted as rows.</summary>
    public required long Received { get; init; }

    /// <summary>Receipts of a content that the ledger already had.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Instances by state, as written; <see cref="DeliveryState.Stored"/> is whatever is in flight. One with several deliveries counts where it is least done.</summary>
    public required IReadOnlyDictionary<DeliveryState, long> Instances { get; init; }

    public bool AddsUp => Received == Duplicates + Instances.Values.Sum();

    /// <summary>The state that an operator must hear of first: in flight, then what was not delivered, then what was.</summary>
    public static DeliveryState? LeastDone(IReadOnlyList<Delivery> deliveries) =>
        deliveries.Count == 0 ? null : deliveries.Select(delivery => delivery.State).MinBy(RankOf);

    private static int RankOf(DeliveryState state) => state switch
    {
        DeliveryState.Stored or DeliveryState.Batched or DeliveryState.Importing => 0,
        DeliveryState.Failed => 1,
        DeliveryState.Quarantined => 2,
        DeliveryState.Superseded => 3,
        DeliveryState.Discarded => 4,
        DeliveryState.Forwarded => 5,
        _ => 6,
    };
}
