namespace StoreScp.Storage;

/// <summary>What the ledger has of one study, named by its Study Instance UID as stored.</summary>
public sealed record StudySummary
{
    public required string StudyInstanceUID { get; init; }
    public required int SeriesCount { get; init; }
    public required long InstanceCount { get; init; }

    /// <summary>Sum of the objects' lengths.</summary>
    public required long Bytes { get; init; }

    public required DateTimeOffset FirstReceivedAt { get; init; }
    public required DateTimeOffset LastReceivedAt { get; init; }

    /// <summary>Who sent them: distinct, in alphabetical order.</summary>
    public required IReadOnlyList<string> CallingAETitles { get; init; }

    /// <summary>Number of deliveries in each state that occurs.</summary>
    public required IReadOnlyDictionary<DeliveryState, long> Deliveries { get; init; }
}
