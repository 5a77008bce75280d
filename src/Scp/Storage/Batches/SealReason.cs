namespace StoreScp.Storage;

/// <summary>Why a batch was sealed.</summary>
public enum SealReason
{
    /// <summary>Nothing arrived for the quiet period.</summary>
    Quiet,

    /// <summary>It had as many files as a job should.</summary>
    Files,

    /// <summary>It had as many bytes as a job should.</summary>
    Bytes,

    /// <summary>It had been open as long as one may be.</summary>
    Age,

    /// <summary>One file that is imported alone.</summary>
    LargeFile,

    /// <summary>Its owner stopped in order.</summary>
    Shutdown,

    /// <summary>Its owner's lease had ended.</summary>
    OwnerLost,

    /// <summary>Files of another batch, tried again.</summary>
    Redrive,
}
