namespace StoreScp.Receiving.Commitments;

/// <summary>What we say of one referenced instance; a failure's value is its Failure Reason (0008,1197) (PS3.3 §C.14.1.1).</summary>
internal enum CommitmentVerdict : ushort
{
    Committed = 0,
    ProcessingFailure = 0x0110,
    NoSuchObjectInstance = 0x0112,
    ClassInstanceConflict = 0x0119,

    /// <summary>Its result is still to come. Never sent.</summary>
    Undecided = 0xFFFF,
}
