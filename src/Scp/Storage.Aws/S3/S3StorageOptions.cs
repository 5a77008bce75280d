namespace StoreScp.Storage.Aws.S3;

/// <summary>Where and how instances are kept in S3, and the limits of it.</summary>
public sealed record S3StorageOptions
{
    private const int SmallestPartBytes = 5 << 20;
    private const long LargestCopyBytes = 5L << 30;

    public required string Bucket { get; init; }

    /// <summary>Id or ARN of the key that objects are encrypted with (SSE-KMS); null: as the bucket says.</summary>
    public string? KmsKeyId { get; init; }

    public S3Checksum Checksum { get; init; } = S3Checksum.Crc64Nvme;

    /// <summary>A longer object is uploaded in parts of this size: 5 MiB to 1 GiB, in whole blocks of 256 KiB. S3 takes 10,000 parts.</summary>
    public int PartBytes { get; init; } = 8 << 20;

    /// <summary>All memory for bytes on their way to S3; at least one part.</summary>
    public long PartMemoryBytes { get; init; } = 256L << 20;

    /// <summary>How long an object waits for memory before it is refused; only without <see cref="SpillFolder"/>.</summary>
    public TimeSpan MemoryWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>An existing folder of this process alone, for the parts of objects that found no memory within <see cref="SpillAfter"/>.</summary>
    public string? SpillFolder { get; init; }

    /// <summary>How long a part waits for memory before it goes to disk.</summary>
    public TimeSpan SpillAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Connections to S3 at the same time: one for each association, and some for the work beside.</summary>
    public int MaximumConnections { get; init; } = 332;

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For one request, its bytes included; then it counts as failed and is tried again.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>For one operation with all its requests and pauses. With <see cref="CleanupBudget"/> less than the 25 s that a modality waits.</summary>
    public TimeSpan OperationBudget { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>For removing what an object that was not committed left in S3.</summary>
    public TimeSpan CleanupBudget { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Of one request, the first included.</summary>
    public int MaximumAttempts { get; init; } = 6;

    /// <summary>The longest pause after the first failure; doubled each time. The pause itself is random, from nothing to this.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan MaximumRetryDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>From the first part of an object to its commit. S3 dates an object by its first part, so whoever looks for orphans counts on this.</summary>
    public TimeSpan MaximumUploadTime { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Uploads that began longer ago belong to nobody: at least an hour more than <see cref="MaximumUploadTime"/>.</summary>
    public TimeSpan AbandonedAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A longer object is copied in parts of this size, each within <see cref="OperationBudget"/>: 5 MiB to 5 GiB.</summary>
    public long CopyPartBytes { get; init; } = 256L << 20;

    /// <exception cref="StorageSetupException">A value is not allowed, or does not go with another.</exception>
    public void Validate()
    {
        Require(Bucket.Length is >= 3 and <= 63, "The name of an S3 bucket has 3 to 63 characters.");
        Require(PartBytes is >= SmallestPartBytes and <= 1 << 30 && PartBytes % PartMemory.BlockBytes == 0,
            $"PartBytes is {PartBytes}: S3 takes parts of 5 MiB and more, and a part is whole blocks of 256 KiB, up to 1 GiB.");
        Require(PartMemoryBytes >= PartBytes, $"PartMemoryBytes is {PartMemoryBytes}, less than one part of {PartBytes} bytes: no object in parts could ever be stored.");
        Require(CopyPartBytes is >= SmallestPartBytes and <= LargestCopyBytes, $"CopyPartBytes is {CopyPartBytes}: S3 copies 5 MiB to 5 GiB at a time.");
        Require(MaximumConnections > 0 && MaximumAttempts > 0, "MaximumConnections and MaximumAttempts are at least 1.");
        Require(AbandonedAge >= MaximumUploadTime + TimeSpan.FromHours(1), "AbandonedAge is at least an hour more than MaximumUploadTime.");
        foreach (var duration in (TimeSpan[])[ConnectTimeout, RequestTimeout, OperationBudget, CleanupBudget, MaximumUploadTime])
            Require(duration > TimeSpan.Zero, "The time-outs and budgets of S3 are more than 0 s.");
        foreach (var pause in (TimeSpan[])[MemoryWait, SpillAfter, RetryDelay, MaximumRetryDelay])
            Require(pause >= TimeSpan.Zero, "The waits of S3 are not negative.");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new StorageSetupException(message);
    }
}
