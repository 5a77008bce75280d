using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting.Guarding;

/// <summary>What a handler, by its name in the site's settings, has done since the start; goes on when it is loaded anew. Thread-safe.</summary>
internal sealed class HandlerCounters
{
    private static readonly HandlerFailure[] Kinds = Enum.GetValues<HandlerFailure>();

    private readonly long[] _failures = new long[Kinds.Length];
    private long _calls;

    public long Calls => Interlocked.Read(ref _calls);

    public string? LastFailure { get; private set; }

    public IReadOnlyDictionary<HandlerFailure, long> Failures => Kinds.ToDictionary(kind => kind, kind => Interlocked.Read(ref _failures[(int)kind]));

    public void CountCall() => Interlocked.Increment(ref _calls);

    public void CountFailure(HandlerFailure kind, string sentence)
    {
        Interlocked.Increment(ref _failures[(int)kind]);
        LastFailure = sentence;
    }
}
