namespace StoreScp.Forwarding;

/// <summary>How instances are forwarded to DICOM destinations; checked where the settings are read.</summary>
public sealed record ForwardingOptions
{
    /// <summary>Between two looks at the queue.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After the first failure; doubled each time, and varied by a quarter so that destinations are not met by all at once.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest such pause.</summary>
    public TimeSpan MaximumRetryInterval { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>From the receipt, or an operator's redrive: an attempt that fails later than this is the last.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an instance in hand is ours without a sign of life; renewed three times in it. More than clocks differ.</summary>
    public TimeSpan AbandonedAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Associations to one destination at the same time.</summary>
    public int AssociationsPerDestination { get; init; } = 2;

    /// <summary>Instances that one association takes from the queue at a time.</summary>
    internal int InstancesPerTurn { get; init; } = 50;

    /// <summary>How long to wait after so many failures in a row, from 1.</summary>
    internal TimeSpan RetryAfter(int failures, Random random)
    {
        var wait = RetryInterval * Math.Pow(2, Math.Min(failures - 1, 30)) * (0.75 + (random.NextDouble() / 2));
        return wait < MaximumRetryInterval ? wait : MaximumRetryInterval;
    }
}
