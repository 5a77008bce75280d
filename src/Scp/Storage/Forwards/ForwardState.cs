namespace StoreScp.Storage;

/// <summary>How far a forward is; the last three are final, and are those of its delivery.</summary>
public enum ForwardState
{
    /// <summary>In the queue: never tried, or to be tried again.</summary>
    Waiting,

    /// <summary>A process has it in hand.</summary>
    Sending,

    Forwarded,
    Failed,
    Superseded,
}
