namespace StoreScp.LocalRunner.Definition;

/// <summary>The error names that the Amazon States Language reserves, as far as they occur here, and how names match.</summary>
internal static class ErrorNames
{
    public const string All = "States.ALL";
    public const string TaskFailed = "States.TaskFailed";
    public const string Timeout = "States.Timeout";
    public const string DataLimitExceeded = "States.DataLimitExceeded";
    public const string ResultPathMatchFailure = "States.ResultPathMatchFailure";
    public const string NoChoiceMatched = "States.NoChoiceMatched";

    /// <summary>The execution cannot go on whatever its Retry and Catch say.</summary>
    public const string Runtime = "States.Runtime";

    /// <summary>What Retry and Catch may name among the reserved names.</summary>
    public static bool IsMatchable(string name) =>
        !name.StartsWith("States.", StringComparison.Ordinal) || name is All or TaskFailed or Timeout or DataLimitExceeded or ResultPathMatchFailure;

    public static bool Match(IReadOnlyList<string> errorEquals, string error) => error switch
    {
        Runtime => false,
        // Step Functions: no wildcard catches this one.
        DataLimitExceeded => errorEquals.Contains(error),
        Timeout => errorEquals.Contains(error) || errorEquals.Contains(All),
        _ => errorEquals.Contains(error) || errorEquals.Contains(All) || errorEquals.Contains(TaskFailed),
    };
}
