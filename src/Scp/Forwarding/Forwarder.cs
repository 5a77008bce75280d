using StoreScp.Protocol.Associations;
using StoreScp.Storage;

namespace StoreScp.Forwarding;

/// <summary>
/// Delivers what the ledger's queue holds to DICOM destinations: at least once, again and again until a destination has answered or the time for it is over.
/// </summary>
/// <remarks>
/// <code>
///  queue ─► due ─► reserved (this process) ─► association ─► claimed (ledger) ─► object ═► C-STORE ─► delivery ended, or tried again
///                                                                └ renewed while it is being sent
/// </code>
/// Several processes may share a queue: a claim is one conditional write, and one that is not renewed any more is taken over.
/// </remarks>
/// <param name="owner">This process: an id that no other process ever had.</param>
/// <param name="limits">Deadlines and sizes of the associations we ask for.</param>
public sealed class Forwarder(
    IForwardLedger forwards, ILedger ledger, IInstanceStore store, IForwardConnections connections, ForwardingOptions options, RequestorOptions limits, string owner,
    TimeProvider time, IForwardObserver observer, Random random)
{
    private readonly Dictionary<string, Destination> _destinations = new(StringComparer.Ordinal);
    private readonly List<Task> _working = [];
    private readonly ForwardedObject _objects = new(ledger, store);
    private readonly ForwardEnding _ending = new(forwards, ledger, options, time, random, observer);
    private int _workerCount;

    /// <summary>How many work on a destination at this moment; may be asked from any thread.</summary>
    public int WorkerCount => Volatile.Read(ref _workerCount);

    /// <summary>Works on the queue until it is told to stop; completes when nothing is in hand any more. Call once.</summary>
    /// <param name="stop">Instances in hand are finished, and nothing else is begun.</param>
    /// <param name="abort">Instances in hand are broken off, and put back into the queue.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        using var timer = new PeriodicTimer(options.CheckInterval, time);
        try
        {
            do
                await TryBeginAsync(stop, abort);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
        await Task.WhenAll(_working);
    }

    /// <summary>One look at the queue; completes when all that was begun has ended.</summary>
    internal async Task RunOnceAsync(CancellationToken stop = default, CancellationToken abort = default)
    {
        await BeginAsync(stop, abort);
        await Task.WhenAll(_working);
    }

    private async ValueTask TryBeginAsync(CancellationToken stop, CancellationToken abort)
    {
        try
        {
            await BeginAsync(stop, abort);
        }
        catch (StorageUnavailableException error)
        {
            observer.Faulted("", error);
        }
    }

    private async ValueTask BeginAsync(CancellationToken stop, CancellationToken abort)
    {
        _working.RemoveAll(task => task.IsCompleted);
        foreach (var aeTitle in await forwards.ListDueDestinationsAsync(time.GetUtcNow(), stop))
        {
            if (!_destinations.TryGetValue(aeTitle, out var destination))
                _destinations.Add(aeTitle, destination = new Destination(aeTitle, forwards, options, time, random));
            while (destination.TryBeginWork())
                _working.Add(WorkAsync(destination, stop, abort));
        }
    }

    private async Task WorkAsync(Destination destination, CancellationToken stop, CancellationToken abort)
    {
        Interlocked.Increment(ref _workerCount);
        try
        {
            // Off the loop's thread: the first steps may all complete at once.
            await Task.Yield();
            await new DestinationWorker(destination, forwards, _objects, _ending, connections, options, limits, owner, time, observer, abort).RunAsync(stop);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // The server ends; what was not begun is still in the queue.
        }
        catch (Exception error)
        {
            // A bug of ours must not end the forwarding of everything else: what was in hand is taken up again when its claim has ended.
            observer.Faulted(destination.AETitle, error);
        }
        finally
        {
            destination.EndWork();
            Interlocked.Decrement(ref _workerCount);
        }
    }
}
