namespace StoreScp.Import;

/// <summary>How batches are imported; checked where the settings are read.</summary>
public sealed record ImportOptions
{
    /// <summary>Where the objects are: <c>s3://{bucket}/</c>, before an object's key.</summary>
    public required string InputS3Uri { get; init; }

    /// <summary>Where HealthImaging writes its results, with the final '/'; not below the input.</summary>
    public required string OutputS3Uri { get; init; }

    /// <summary>The role that HealthImaging takes to read the one and write the other.</summary>
    public required string DataAccessRoleArn { get; init; }

    /// <summary>Between two looks at a job.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Import jobs at the same time; HealthImaging's quota is 100 for a data store (Sydney: 20).</summary>
    public int ConcurrentJobs { get; init; } = 100;

    /// <summary>Of that quota, how much we use: others import too.</summary>
    public double ConcurrentJobsShare { get; init; } = 0.8;

    /// <summary>Starts a second; HealthImaging throttles StartDICOMImportJob at 1, in bursts of 2.</summary>
    public double StartsPerSecond { get; init; } = 1;

    /// <summary>Jobs on one prefix, before its batch fails.</summary>
    public int MaximumJobs { get; init; } = 2;

    /// <summary>Batches that files with server-side errors are tried in again.</summary>
    public int MaximumRedrives { get; init; } = 2;

    /// <summary>Executions of the workflow for one batch, before it fails.</summary>
    public int MaximumExecutions { get; init; } = 5;

    /// <summary>How long one that stopped answering keeps what one alone does.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Clocks differ by no more than this.</summary>
    internal TimeSpan ClockMargin => LeaseTime / 4;
}
