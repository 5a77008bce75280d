using System.Diagnostics;
using StoreScp.Receiving.Tracing;

namespace StoreScp.Receiving.Tests.Tracing;

/// <summary>The spans below one trace of a test, as a collector would get them; those of tests beside it are not sampled.</summary>
internal sealed class CollectedSpans : IDisposable
{
    private readonly Activity _root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C);
    private readonly ActivityListener _listener;

    public CollectedSpans()
    {
        _root.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        _root.Start();
        TraceId = _root.TraceId.ToHexString();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ReceptionTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId.ToHexString() == TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = Ended.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public string TraceId { get; }

    public List<Activity> Ended { get; } = [];

    public void Dispose()
    {
        _listener.Dispose();
        _root.Dispose();
    }
}
