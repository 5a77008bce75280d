namespace StoreScp.Import.Tests.Interleaving;

/// <summary>The calls of ports by one process: a pause, then the call.</summary>
internal sealed class PausingCalls(StepScheduler scheduler, int process)
{
    public Task PauseAsync() => scheduler.PauseAsync(process);

    public async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call)
    {
        await PauseAsync();
        return await scheduler.WorkAsync(() => call().AsTask());
    }

    /// <summary>One call gives the whole list, which is old when it is read.</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(IAsyncEnumerable<T> list)
    {
        foreach (var item in await CallAsync(() => list.ToListAsync()))
            yield return item;
    }
}
