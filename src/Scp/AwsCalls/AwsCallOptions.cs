namespace StoreScp.AwsCalls;

/// <summary>How long and how much we take from a service, and how often we ask again.</summary>
public sealed record AwsCallOptions
{
    /// <summary>From one request to its whole answer.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>From the call to its end, every attempt and every pause included.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Attempts of one call, the first included.</summary>
    public int MaximumAttempts { get; init; } = 6;

    /// <summary>Before the second attempt no more than this; doubled with each, and each drawn between nothing and that (full jitter).</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause that is drawn from.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of one answer; a longer one is refused unread. DescribeExecution gives two documents of 256 KiB, escaped.</summary>
    public int MaximumAnswerBytes { get; init; } = 4 * 1024 * 1024;

    /// <exception cref="ArgumentOutOfRangeException">A value that cannot work, by name.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AttemptTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Budget, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstPause, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestPause, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumAnswerBytes);
    }
}
