namespace StoreScp.Plugins.Hosting.Crashes;

/// <summary>One handler's place in <see cref="CrashMarker"/>: an atomic addition before and after each call.</summary>
internal sealed unsafe class CrashMark(CrashMarker marker, int index, int* running) : IDisposable
{
    private int _disposed;

    public void Enter() => Interlocked.Increment(ref *running);

    public void Exit() => Interlocked.Decrement(ref *running);

    /// <summary>Gives the place back; no call may run any more.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            marker.Remove(index);
    }
}
