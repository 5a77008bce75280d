namespace StoreScp.Emulator;

/// <summary>What is to go wrong. Each switch may be set at any moment, here or by POST /_emulator/faults; none outlives the process.</summary>
public sealed class EmulatorFaults
{
    private int _throttledStarts;
    private int _failedJobs;
    private int _inconsistentReads;

    /// <summary>The next so many StartDICOMImportJob are answered by ThrottlingException.</summary>
    public int ThrottleStarts { get => Volatile.Read(ref _throttledStarts); set => Volatile.Write(ref _throttledStarts, value); }

    /// <summary>The next so many jobs that come to IN_PROGRESS end FAILED with <see cref="JobFailureMessage"/>.</summary>
    public int FailJobs { get => Volatile.Read(ref _failedJobs); set => Volatile.Write(ref _failedJobs, value); }

    public string JobFailureMessage { get; set; } = "Fault switch of the emulator";

    /// <summary>The output files of a job that ends COMPLETED appear this much later. Zero: before it is COMPLETED.</summary>
    public TimeSpan ManifestDelay { get; set; }

    public IReadOnlyList<KeyFault> FileErrors { get; set; } = [];

    /// <summary>Every delay of <see cref="EmulatorDelays"/> that begins from now on is multiplied by it.</summary>
    public double SlowFactor { get; set; } = 1;

    /// <summary>A second StartDICOMImportJob with the same client token starts a second job.</summary>
    public bool ForgetClientTokens { get; set; }

    /// <summary>A job waits, IN_PROGRESS, until no other job that began to import earlier holds one of its studies. Off: they run side by side.</summary>
    public bool SerialiseStudies { get; set; }

    /// <summary>A file that was imported with a warning is named in warning.ndjson only.</summary>
    public bool OmitWarnedFromSuccess { get; set; }

    /// <summary>success.ndjson, failure.ndjson or warning.ndjson does not exist when it would be empty.</summary>
    public bool OmitEmptyResultFiles { get; set; }

    /// <summary>Answers, manifest and result lines carry fields that no model knows.</summary>
    public bool UnknownFields { get; set; }

    /// <summary>The next so many GetImageSetMetadata are answered by ConflictException, as AWS does shortly after an import.</summary>
    public int InconsistentMetadataReads { get => Volatile.Read(ref _inconsistentReads); set => Volatile.Write(ref _inconsistentReads, value); }

    internal bool TakeThrottledStart() => Take(ref _throttledStarts);

    internal bool TakeFailedJob() => Take(ref _failedJobs);

    internal bool TakeInconsistentRead() => Take(ref _inconsistentReads);

    private static bool Take(ref int remaining)
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref remaining);
            if (seen <= 0) return false;
        }
        while (Interlocked.CompareExchange(ref remaining, seen - 1, seen) != seen);
        return true;
    }
}
