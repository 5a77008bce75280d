namespace StoreScp.Storage;

/// <summary>One route of one instance: where it goes, how far it is, and why it ended so.</summary>
public sealed record Delivery(string Route, DeliveryState State, string? Reason = null)
{
    /// <summary>The route of an instance that no handler routed.</summary>
    public const string DefaultRoute = "default";

    public static IReadOnlyList<Delivery> StoredLocally { get; } = [new(DefaultRoute, DeliveryState.Stored)];

    /// <summary>The batch that carries it to HealthImaging; a redrive moves it to another. Null when it is not imported.</summary>
    public BatchId? Batch { get; init; }

    /// <summary>The AE title of the DICOM destination that it is forwarded to; null for a data store.</summary>
    public string? ForwardTo { get; init; }

    /// <summary>Its own object, where the instance has one in a further data store; null: that of the row.</summary>
    public ObjectKey? ObjectKey { get; init; }

    /// <summary>What HealthImaging answered; null before, and when the instance was not imported.</summary>
    public ImportResult? Import { get; init; }

    /// <summary>When it became final, if the import or the forwarding did it.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public bool IsFinal => State is not (DeliveryState.Stored or DeliveryState.Batched or DeliveryState.Importing);
}
