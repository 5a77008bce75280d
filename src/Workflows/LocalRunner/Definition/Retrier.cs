namespace StoreScp.LocalRunner.Definition;

/// <summary>How often and how late a Task is tried again after some errors.</summary>
internal sealed record Retrier(IReadOnlyList<string> ErrorEquals)
{
    public required double IntervalSeconds { get; init; }

    public required double BackoffRate { get; init; }

    public required int MaxAttempts { get; init; }

    /// <summary>Infinity: no limit.</summary>
    public required double MaxDelaySeconds { get; init; }

    /// <summary>JitterStrategy FULL: anything between nothing and the computed delay.</summary>
    public required bool FullJitter { get; init; }

    /// <param name="attempt">Attempts of this retrier so far.</param>
    /// <param name="jitter">At least 0, below 1.</param>
    public TimeSpan Delay(int attempt, double jitter)
    {
        var seconds = Math.Min(IntervalSeconds * Math.Pow(BackoffRate, attempt), MaxDelaySeconds);
        return TimeSpan.FromSeconds(FullJitter ? seconds * jitter : seconds);
    }
}
