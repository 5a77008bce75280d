using System.Diagnostics;

namespace StoreScp.Benchmarks.Measuring;

/// <summary>Samples the resident memory of a process tree until stopped: a forking server has no single high-water mark.</summary>
public sealed class MemorySampler : IAsyncDisposable
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource _stop = new();
    private readonly ProcessTree _tree;
    private readonly Task _sampling;

    public MemorySampler(ProcessTree tree)
    {
        _tree = tree;
        _sampling = Task.Run(SampleAsync);
    }

    /// <summary>The highest sum seen, or the root's own high-water mark where that is higher.</summary>
    public long PeakBytes { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sampling;
        PeakBytes = Math.Max(PeakBytes, _tree.PeakBytesOfRoot());
        _stop.Dispose();
    }

    private async Task SampleAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            PeakBytes = Math.Max(PeakBytes, _tree.ResidentBytes());
            // Three hundred processes take a while to read; sampling stays below a twentieth of one core.
            var pause = Stopwatch.GetElapsedTime(started) * 20;
            await Task.Delay(pause > ShortestInterval ? pause : ShortestInterval, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
