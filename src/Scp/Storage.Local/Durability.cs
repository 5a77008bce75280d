namespace StoreScp.Storage.Local;

/// <summary>What "durable" means before an instance is acknowledged.</summary>
public enum Durability
{
    /// <summary>File, directories and ledger have been flushed to the disk: Success survives a power cut.</summary>
    Flush,

    /// <summary>The operating system has the bytes: Success survives a crash of the server, not one of the machine. The ledger stays consistent.</summary>
    OsCache,
}
