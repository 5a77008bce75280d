using StoreScp.Import;

namespace StoreScp.Server.Settings;

/// <summary>How sealed batches are imported.</summary>
internal sealed record ImportSettings
{
    /// <summary>Between two looks at an import job.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>HealthImaging's quota of jobs at the same time in one data store; 80 % of it are used.</summary>
    public int ConcurrentJobs { get; init; } = 100;

    /// <summary>Jobs begun in a second; HealthImaging throttles them at 1.</summary>
    public int StartsPerSecond { get; init; } = 1;

    /// <summary>Days that the objects of a batch are kept after all of it has arrived; 0 keeps them for good.</summary>
    public int RetentionDays { get; init; }

    /// <summary>Jobs tried on one batch before it fails.</summary>
    public int MaximumJobs { get; init; } = 2;

    /// <summary>Batches that files with server-side errors are tried in again.</summary>
    public int MaximumRedrives { get; init; } = 2;

    /// <summary>Between two searches for what is stuck.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(60);

    public ImportOptions ToOptions(string inputS3Uri, string outputS3Uri, string dataAccessRoleArn, TimeSpan leaseTime) => new()
    {
        InputS3Uri = inputS3Uri,
        OutputS3Uri = outputS3Uri,
        DataAccessRoleArn = dataAccessRoleArn,
        PollInterval = PollInterval,
        ConcurrentJobs = ConcurrentJobs,
        StartsPerSecond = StartsPerSecond,
        MaximumJobs = MaximumJobs,
        MaximumRedrives = MaximumRedrives,
        LeaseTime = leaseTime,
    };
}
