namespace StoreScp.Server.Settings;

/// <summary>What one instance, and all of them together, may take.</summary>
internal sealed record LimitOptions
{
    public long MaximumHeaderBytes { get; init; } = 64L << 20;

    /// <summary>Levels of sequences in sequences.</summary>
    public int MaximumSequenceDepth { get; init; } = 64;

    public long MaximumObjectBytes { get; init; } = 16L << 30;

    /// <summary>All receiving buffers together.</summary>
    public long MemoryBudgetBytes { get; init; } = 96L << 20;

    /// <summary>Bytes of headers, as received, that plugin handlers have in hand at the same time; in memory they are some ten times as many.</summary>
    public long HandledHeaderBytes { get; init; } = 2L << 20;

    /// <summary>How long an instance waits for memory before it is refused (A700H).</summary>
    public TimeSpan MemoryWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long after its last fragment an instance is refused (A700H) that is not stored and recorded; one second more for each 32 MiB of it.</summary>
    public TimeSpan AnswerDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Below this much free space instances are refused (A700H); null is 1 GiB or 2 % of the volume, whichever is smaller.</summary>
    public long? MinimumFreeDiskBytes { get; init; }
}
