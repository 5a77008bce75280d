namespace StoreScp.Storage;

/// <summary>How far a delivery is; all but <see cref="Stored"/> are final.</summary>
public enum DeliveryState
{
    /// <summary>In flight: the object is durable, the delivery has no result yet.</summary>
    Stored,
    Imported,
    Forwarded,
    Failed,
    Quarantined,
    Discarded,
    Superseded,
}
