using StoreScp.Plugins.Hosting.Logging;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting.Handlers;

/// <summary>Counts how the shadow of one handler did, and says so now and then; thread-safe.</summary>
internal sealed class ShadowCounters(PluginLogger logger, TimeProvider time)
{
    /// <summary>Time between two lines of the log.</summary>
    public static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    /// <summary>Paths in one line of the log.</summary>
    private const int MaximumPaths = 20;

    private readonly LogPace _pace = new(LogInterval, time);
    private long _same;
    private long _differentDecision;
    private long _differentElements;
    private long _failed;

    public long Same => Interlocked.Read(ref _same);

    public long DifferentDecision => Interlocked.Read(ref _differentDecision);

    /// <summary>Elements differ; where the decision does too, both count.</summary>
    public long DifferentElements => Interlocked.Read(ref _differentElements);

    public long Failed => Interlocked.Read(ref _failed);

    public void Count(string version, ShadowComparison comparison)
    {
        if (comparison.Failure is not null)
            Interlocked.Increment(ref _failed);
        else if (comparison.IsSame)
            Interlocked.Increment(ref _same);
        if (comparison.Decision is not null)
            Interlocked.Increment(ref _differentDecision);
        if (comparison.DifferentElements.Count > 0)
            Interlocked.Increment(ref _differentElements);
        if ((comparison.Failure is not null || !comparison.IsSame) && _pace.IsDue(out var held))
            logger.Report(PluginLogLevel.Warning, Describe(version, comparison, held));
    }

    private static string Describe(string version, ShadowComparison comparison, long held)
    {
        var more = held > 0 ? $" ({held} more like this since the last line)" : "";
        if (comparison.Failure is { } failure)
            return $"Shadow {version} gave no result: {failure}{more}";
        var decision = comparison.Decision is { } both ? $" Decisions: {both}." : "";
        var paths = comparison.DifferentElements;
        var rest = paths.Count > MaximumPaths ? $" and {paths.Count - MaximumPaths} more" : "";
        var elements = paths.Count > 0 ? $" Elements: {string.Join(", ", paths.Take(MaximumPaths))}{rest}." : "";
        return $"Shadow {version} differs.{decision}{elements}{more}";
    }
}
