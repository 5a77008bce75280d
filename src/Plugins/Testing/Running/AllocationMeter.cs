namespace StoreScp.Plugins.Testing;

/// <summary>
/// Runs the pieces of one call on the thread pool and adds up what each allocates, as the server does. Pieces that a handler sends
/// elsewhere (ConfigureAwait(false), Task.Run) are not seen.
/// </summary>
internal sealed class AllocationMeter : TaskScheduler
{
    private long _bytes;

    public long AllocatedBytes => Interlocked.Read(ref _bytes);

    protected override void QueueTask(Task task) => ThreadPool.UnsafeQueueUserWorkItem(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        TryExecuteTask(task);
        Interlocked.Add(ref _bytes, GC.GetAllocatedBytesForCurrentThread() - before);
    }, null);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
