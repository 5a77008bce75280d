namespace StoreScp.HealthImaging;

/// <summary>The job statuses of HealthImaging as it writes them. Answers keep statuses as text, so that a new one is no error.</summary>
public static class JobStatus
{
    public const string Submitted = "SUBMITTED";
    public const string InProgress = "IN_PROGRESS";

    /// <summary>The job ended; what became of each file is in its output files, not here.</summary>
    public const string Completed = "COMPLETED";

    public const string Failed = "FAILED";

    /// <summary>The job will not change any more. A status that we do not know is taken for one that may still change.</summary>
    public static bool IsFinal(string jobStatus) => jobStatus is Completed or Failed;
}
