using Microsoft.Extensions.Logging;
using StoreScp.LocalRunner.Definition;
using StoreScp.LocalRunner.Files;
using StoreScp.Storage;

namespace StoreScp.LocalRunner.Execution;

/// <summary>Takes a claimed execution from state to state until it waits or ends; each state is on the disk before it begins.</summary>
internal sealed partial class ExecutionStep(
    WorkflowFile file, Definitions definitions, Transitions transitions, TimeSpan claimTime, TimeProvider time, ILogger logger)
{
    private readonly TaskCall _call = new(time);

    /// <param name="stop">Gives the execution back at the next state, and cancels a Task.</param>
    public async Task RunAsync(ExecutionRow claimed, CancellationToken stop)
    {
        try
        {
            for (ExecutionRow? execution = claimed; execution is not null;)
                execution = await GoOnAsync(execution, stop);
        }
        catch (StorageUnavailableException exception)
        {
            // The claim runs out, and the execution goes on from where it was written last.
            LogUnavailable(logger, claimed.Name, exception.Message);
        }
        catch (Exception exception)
        {
            LogFault(logger, claimed.Name, exception);
        }
    }

    /// <summary>One state; null when the execution is no longer in hand.</summary>
    private async Task<ExecutionRow?> GoOnAsync(ExecutionRow execution, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
            return await ReleaseAsync(execution);
        if (time.GetUtcNow() >= execution.Deadline)
            return await SaveAsync(execution, transitions.TimeOut(execution));
        if (await definitions.FindAsync(execution.DefinitionHash) is not { } definition)
            return await SaveAsync(execution, transitions.FailForGood(execution, "This program does not support the version of the workflow."));
        if (definition.States[execution.State] is not TaskState task)
            return await SaveAsync(execution, transitions.Pass(definition, execution));

        var outcome = await CallAsync(execution, task, stop);
        if (outcome is TaskOutcome.Abandoned { HandlerEnded: var ended })
            return ended && stop.IsCancellationRequested ? await ReleaseAsync(execution) : LetGo(execution);
        return await SaveAsync(execution, outcome switch
        {
            TaskOutcome.Succeeded success => transitions.Complete(definition, execution, task, success.Output),
            TaskOutcome.Failed failure => transitions.FailTask(definition, execution, task, failure),
            _ => transitions.TimeOut(execution),
        });
    }

    private async Task<TaskOutcome> CallAsync(ExecutionRow execution, TaskState task, CancellationToken stop)
    {
        await using var claim = new Claim(file, execution, claimTime, time, stop);
        return await _call.RunAsync(task, execution, claim.Held);
    }

    private async Task<ExecutionRow?> SaveAsync(ExecutionRow execution, Transition next)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? keepUntil = next.Status == WorkflowStatus.Running && next.DueAt <= now ? Claim.Until(now, claimTime) : null;
        if (!await file.WriteAsync(connection => ExecutionTable.Save(connection, execution, next, keepUntil)))
            return LetGo(execution);
        LogTransition(logger, execution.Name, next);
        return keepUntil is null ? null : execution with
        {
            State = next.State,
            Data = next.Data,
            Retries = next.Retries,
            EventCount = execution.EventCount + next.History.Count,
            Revision = execution.Revision + 1,
        };
    }

    private async Task<ExecutionRow?> ReleaseAsync(ExecutionRow execution)
    {
        var now = time.GetUtcNow();
        await file.WriteAsync(connection => ExecutionTable.Release(connection, execution, now));
        return null;
    }

    private ExecutionRow? LetGo(ExecutionRow execution)
    {
        LogLost(logger, execution.Name, execution.State);
        return null;
    }
}
