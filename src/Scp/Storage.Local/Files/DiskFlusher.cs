namespace StoreScp.Storage.Local;

/// <summary>Runs what waits for the disk on threads of its own, so that flushing never starves the thread pool.</summary>
internal sealed class DiskFlusher(int maximumThreads) : IDisposable
{
    // A monitor and not a BlockingCollection, whose consumers spin before they sleep.
    private readonly Queue<Action> _jobs = new();
    private int _threads;
    private int _idle;
    private bool _isEnding;

    /// <summary>
    /// Runs the work on one of the threads. Who awaits it goes on there, until the next thing it waits for: an instance reaches the
    /// ledger without waiting for a third thread. So nothing may block on the task.
    /// </summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var completion = new TaskCompletionSource<T>();
        lock (_jobs)
        {
            ObjectDisposedException.ThrowIf(_isEnding, this);
            _jobs.Enqueue(() => Run(work, completion));
            if (_jobs.Count > _idle && _threads < maximumThreads)
                StartThread();
            Monitor.Pulse(_jobs);
        }
        return completion.Task;
    }

    /// <summary>Ends the threads when the work already given has been done.</summary>
    public void Dispose()
    {
        lock (_jobs)
        {
            _isEnding = true;
            Monitor.PulseAll(_jobs);
        }
    }

    private void StartThread()
    {
        _threads++;
        new Thread(Work) { IsBackground = true, Name = $"Disk flush {_threads}" }.Start();
    }

    private void Work()
    {
        while (TakeJob() is { } job)
            job();
    }

    private Action? TakeJob()
    {
        lock (_jobs)
        {
            while (_jobs.Count == 0 && !_isEnding)
            {
                _idle++;
                Monitor.Wait(_jobs);
                _idle--;
            }
            return _jobs.TryDequeue(out var job) ? job : null;
        }
    }

    private static void Run<T>(Func<T> work, TaskCompletionSource<T> completion)
    {
        T result;
        try
        {
            result = work();
        }
        catch (Exception exception)
        {
            // Who failed answers its peer next and may go on receiving: not here.
            ThreadPool.QueueUserWorkItem(completion.SetException, exception, preferLocal: false);
            return;
        }
        completion.SetResult(result);
    }
}
