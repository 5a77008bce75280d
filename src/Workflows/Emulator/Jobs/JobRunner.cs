using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace StoreScp.Emulator;

/// <summary>Runs import jobs beside each other; their number is bounded by the quota of each data store.</summary>
internal sealed partial class JobRunner(JobWorkflow workflow, EmulatorState state, ILogger<JobRunner> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task> _running = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Goes on with what an earlier process left.</summary>
    public void Resume()
    {
        foreach (ImportJob job in state.Jobs.Unfinished()) Start(job.Id);
    }

    public void Start(string jobId)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_running.TryAdd(jobId, ended.Task)) _ = Task.Run(() => RunAsync(jobId, ended));
    }

    /// <summary>Completes when nothing is left to do for the job, late output files included.</summary>
    public Task EndOfAsync(string jobId) => _running.GetValueOrDefault(jobId, Task.CompletedTask);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values);
        _stopping.Dispose();
    }

    private async Task RunAsync(string jobId, TaskCompletionSource ended)
    {
        try
        {
            await workflow.RunAsync(jobId, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The next process goes on with it.
        }
        catch (Exception exception)
        {
            LogFault(logger, jobId, exception);
            workflow.GiveUp(jobId);
        }
        finally
        {
            _running.TryRemove(jobId, out _);
            ended.SetResult();
        }
    }
}
