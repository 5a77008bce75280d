using StoreScp.LocalRunner.Definition;
using StoreScp.Storage;

namespace StoreScp.LocalRunner.Execution;

/// <summary>Calls a Task's handler within the Task's and the execution's time.</summary>
internal sealed class TaskCall(TimeProvider time)
{
    /// <summary>How long a cancelled handler may take to end before the execution goes on without it.</summary>
    public static readonly TimeSpan UnwindingTime = TimeSpan.FromSeconds(10);

    // The limits of Step Functions.
    private const int MaximumErrorLength = 256;
    private const int MaximumCauseLength = 32_768;

    /// <param name="claimed">Cancelled when this runner must let go of the execution.</param>
    public async Task<TaskOutcome> RunAsync(TaskState task, ExecutionRow execution, CancellationToken claimed)
    {
        var untilDeadline = execution.Deadline - time.GetUtcNow();
        var isLastCall = untilDeadline <= task.Timeout;
        using var timeout = new CancellationTokenSource(isLastCall ? Max(untilDeadline, TimeSpan.Zero) : task.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, claimed);
        // On a thread of its own: neither what it throws nor what it computes before its first await reaches us.
        var call = Task.Run(async () => await task.Handler(execution.Data, either.Token), CancellationToken.None);
        try
        {
            return new TaskOutcome.Succeeded(await call.WaitAsync(either.Token));
        }
        catch (Exception) when (either.IsCancellationRequested)
        {
            var ended = await EndsAsync(call);
            return claimed.IsCancellationRequested ? new TaskOutcome.Abandoned(ended)
                : isLastCall ? new TaskOutcome.ExecutionTimedOut()
                : new TaskOutcome.Failed(ErrorNames.Timeout, $"The Task took longer than {task.Timeout.TotalSeconds} s.");
        }
        catch (WorkflowTaskException exception)
        {
            return Failed(exception.Error, exception.Message);
        }
        catch (Exception exception)
        {
            return Failed(exception.GetType().Name, exception.Message);
        }
    }

    private async Task<bool> EndsAsync(Task call)
    {
        await call.WaitAsync(UnwindingTime, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return call.IsCompleted;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TaskOutcome.Failed Failed(string error, string cause) =>
        new(Shorten(error, MaximumErrorLength), Shorten(cause, MaximumCauseLength));

    private static string Shorten(string text, int maximum) => text.Length <= maximum ? text : text[..maximum];
}
