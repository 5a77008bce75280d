namespace StoreScp.AwsCalls;

/// <summary>How long to wait before the next attempt: exponential, with full jitter, so that many callers do not come back together.</summary>
/// <param name="draw">Gives 0 to 1 (exclusive).</param>
internal sealed class RetryPause(AwsCallOptions options, Func<double> draw)
{
    /// <param name="attempt">The one that failed, from 1.</param>
    public TimeSpan After(int attempt)
    {
        var longest = Math.Min(options.LongestPause.TotalMilliseconds, options.FirstPause.TotalMilliseconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromMilliseconds(longest * draw());
    }
}
