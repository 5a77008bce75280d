using System.Collections.Concurrent;

namespace StoreScp.Storage.Local;

/// <summary>Runs what waits for the disk on threads of its own, so that flushing never starves the thread pool.</summary>
internal sealed class DiskFlusher(int maximumThreads) : IDisposable
{
    private readonly BlockingCollection<Job> _jobs = [];
    private readonly Lock _lock = new();
    private int _threads;
    private int _unfinished;

    public Task RunAsync(Action work)
    {
        var job = new Job(work);
        lock (_lock)
        {
            _unfinished++;
            if (_unfinished > _threads && _threads < maximumThreads)
                StartThread();
        }
        _jobs.Add(job);
        return job.Completion.Task;
    }

    /// <summary>Ends the threads when the work already given has been done.</summary>
    public void Dispose() => _jobs.CompleteAdding();

    private void StartThread()
    {
        _threads++;
        new Thread(Work) { IsBackground = true, Name = $"Disk flush {_threads}" }.Start();
    }

    private void Work()
    {
        foreach (var job in _jobs.GetConsumingEnumerable())
        {
            var error = job.Run();
            lock (_lock)
                _unfinished--;
            job.Complete(error);
        }
    }

    private sealed record Job(Action Work)
    {
        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Run()
        {
            try
            {
                Work();
                return null;
            }
            catch (Exception exception)
            {
                return exception;
            }
        }

        public void Complete(Exception? error)
        {
            if (error is null)
                Completion.SetResult();
            else
                Completion.SetException(error);
        }
    }
}
