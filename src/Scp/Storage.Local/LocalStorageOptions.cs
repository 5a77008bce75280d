namespace StoreScp.Storage.Local;

/// <summary>Where and how the local store and ledger keep things.</summary>
public sealed record LocalStorageOptions
{
    /// <summary>The storage folder: <c>objects/</c>, <c>tmp/</c> and <c>ledger.db</c> are below it. Created when its parent can be written.</summary>
    public required string Path { get; init; }

    public Durability Durability { get; init; } = Durability.Flush;

    /// <summary>Free space that is never used; null: 1 GiB or 2 % of the volume, whichever is smaller.</summary>
    public long? MinimumFreeBytes { get; init; }

    /// <summary>Threads that may wait for the disk at the same time; started when needed.</summary>
    public int MaximumFlushThreads { get; init; } = 32;

    /// <summary>How long a write waits for another process that is writing the ledger.</summary>
    public TimeSpan LedgerLockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Ledger writes that share one disk flush at most.</summary>
    public int MaximumGroupCommit { get; init; } = 512;
}
