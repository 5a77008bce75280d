namespace StoreScp.Storage;

/// <summary>How far a delivery is; all but the first three are final.</summary>
public enum DeliveryState
{
    /// <summary>In flight: the object is durable, the delivery has no result yet.</summary>
    Stored,

    /// <summary>In flight: its batch is sealed and waits. Read from the batch, never written.</summary>
    Batched,

    /// <summary>In flight: an execution of the workflow has its batch. Read from the batch, never written.</summary>
    Importing,

    Imported,
    Forwarded,
    Failed,
    Quarantined,
    Discarded,
    Superseded,
}
