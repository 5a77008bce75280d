namespace StoreScp.Plugins.Hosting.Guarding;

/// <summary>
/// Runs the pieces of one call on the thread pool and adds up what each allocates. Pieces that the handler sends elsewhere
/// (ConfigureAwait(false), Task.Run, threads of its own) are not seen.
/// </summary>
internal sealed class MeasuringScheduler : TaskScheduler
{
    [ThreadStatic]
    private static MeasuringScheduler? Running;

    [ThreadStatic]
    private static long Start;

    private long _allocated;

    /// <summary>Bytes so far, with the piece that runs on this thread.</summary>
    public long AllocatedBytes => Interlocked.Read(ref _allocated) + (Running == this ? GC.GetAllocatedBytesForCurrentThread() - Start : 0);

    protected override void QueueTask(Task task) =>
        ThreadPool.UnsafeQueueUserWorkItem(static item => item.Scheduler.Run(item.Task), (Scheduler: this, Task: task), preferLocal: true);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        // Inside a piece of the same call it is measured with that; elsewhere it would run on a thread that is not ours.
        return Running == this && TryExecuteTask(task);
    }

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Run(Task task)
    {
        var (outer, outerStart) = (Running, Start);
        (Running, Start) = (this, GC.GetAllocatedBytesForCurrentThread());
        try
        {
            TryExecuteTask(task);
        }
        finally
        {
            Interlocked.Add(ref _allocated, GC.GetAllocatedBytesForCurrentThread() - Start);
            (Running, Start) = (outer, outerStart);
        }
    }
}
