using System.Text.Json.Nodes;
using StoreScp.LocalRunner.Definition;
using StoreScp.Storage;

namespace StoreScp.LocalRunner.Execution;

/// <summary>The rules of the Amazon States Language: from a state and what happened in it to what comes next. Nothing here waits or writes.</summary>
internal sealed class Transitions(TimeProvider time, Jitter jitter)
{
    /// <summary>Events in one execution's history: the limit of Step Functions, and an end for a workflow that goes in circles.</summary>
    private const int MaximumEvents = 25_000;

    public Transition Start(WorkflowDefinition definition, string input) =>
        Enter(definition.StartAt, input, [Event(HistoryKind.ExecutionStarted)]);

    /// <summary>For every state that is not a Task.</summary>
    public Transition Pass(WorkflowDefinition definition, ExecutionRow execution) => definition.States[execution.State] switch
    {
        WaitState wait => Leave(definition, execution, wait.Next, execution.Data),
        ChoiceState choice => Choose(definition, execution, choice),
        SucceedState => End(execution.State, execution.Data, WorkflowStatus.Succeeded, [Exited(execution.State)]),
        FailState fail => Fail(execution.State, execution.Data, fail.Error, fail.Cause, []),
        var state => throw new InvalidOperationException($"A {state.GetType().Name} does not pass by itself."),
    };

    public Transition Complete(WorkflowDefinition definition, ExecutionRow execution, TaskState task, string output)
    {
        if (Payload.IsTooLarge(output))
            return FailTask(definition, execution, task, TooLarge);
        if (!Payload.TryRead(output, out var result))
            return FailForGood(execution, "The Task's output is not JSON, too deep, or has a field twice.");
        var data = Payload.Read(execution.Data);
        if (!task.ResultPath.TryPut(data, result))
            return FailTask(definition, execution, task, new(ErrorNames.ResultPathMatchFailure, $"The result has no place at {task.ResultPath}."));
        var json = Payload.Write(data);
        return Payload.IsTooLarge(json)
            ? FailTask(definition, execution, task, TooLarge)
            : Leave(definition, execution, task.Next, json);
    }

    /// <summary>The first retrier that matches decides whether to try again; when it has no attempt left, the first catcher that matches leads on.</summary>
    public Transition FailTask(WorkflowDefinition definition, ExecutionRow execution, TaskState task, TaskOutcome.Failed failure)
    {
        var index = task.Retriers.ToList().FindIndex(retrier => ErrorNames.Match(retrier.ErrorEquals, failure.Error));
        int[] retries = execution.Retries.Count > 0 ? [.. execution.Retries] : new int[task.Retriers.Count];
        if (index >= 0 && retries[index] < task.Retriers[index].MaxAttempts && execution.EventCount < MaximumEvents)
            return Retry(execution, task.Retriers[index].Delay(retries[index]++, jitter.Next()), retries, failure);
        return task.Catchers.FirstOrDefault(catcher => ErrorNames.Match(catcher.ErrorEquals, failure.Error)) is { } catcher
            ? Catch(definition, execution, catcher, failure)
            : Fail(execution.State, execution.Data, failure.Error, failure.Cause, []);
    }

    public Transition TimeOut(ExecutionRow execution) =>
        End(execution.State, execution.Data, WorkflowStatus.TimedOut, [], ErrorNames.Timeout, "The execution took longer than its TimeoutSeconds.");

    /// <summary>For an execution that cannot go on whatever its Retry and Catch say.</summary>
    public Transition FailForGood(ExecutionRow execution, string cause) => Fail(execution.State, execution.Data, ErrorNames.Runtime, cause, []);

    private static TaskOutcome.Failed TooLarge => new(ErrorNames.DataLimitExceeded, $"The state would be larger than {Payload.MaximumBytes} bytes.");

    private Transition Retry(ExecutionRow execution, TimeSpan delay, int[] retries, TaskOutcome.Failed failure) =>
        new(execution.State, execution.Data, time.GetUtcNow() + delay,
            [Event(HistoryKind.TaskRetried, execution.State, failure.Error, failure.Cause) with { RetryAfter = delay }])
        {
            Retries = retries,
        };

    private Transition Catch(WorkflowDefinition definition, ExecutionRow execution, Catcher catcher, TaskOutcome.Failed failure)
    {
        var data = Payload.Read(execution.Data);
        var caught = Event(HistoryKind.TaskCaught, execution.State, failure.Error, failure.Cause);
        if (!catcher.ResultPath.TryPut(data, new JsonObject { ["Error"] = failure.Error, ["Cause"] = failure.Cause }))
            return Fail(execution.State, execution.Data, ErrorNames.ResultPathMatchFailure, $"The error has no place at {catcher.ResultPath}.", [caught]);
        var json = Payload.Write(data);
        return Payload.IsTooLarge(json)
            ? Fail(execution.State, execution.Data, TooLarge.Error, TooLarge.Cause, [caught])
            : Leave(definition, execution, catcher.Next, json, caught);
    }

    private Transition Choose(WorkflowDefinition definition, ExecutionRow execution, ChoiceState choice)
    {
        var data = Payload.Read(execution.Data);
        foreach (var rule in choice.Rules)
        {
            if (!rule.Variable.TryFind(data, out var value))
                return FailForGood(execution, $"There is nothing at {rule.Variable}.");
            if (rule.Matches(value))
                return Leave(definition, execution, rule.Next, execution.Data);
        }
        return choice.Default is { } next
            ? Leave(definition, execution, next, execution.Data)
            : Fail(execution.State, execution.Data, ErrorNames.NoChoiceMatched, "No rule matches, and there is no Default.", []);
    }

    private Transition Leave(WorkflowDefinition definition, ExecutionRow execution, string next, string data, params HistoryEvent[] before) =>
        execution.EventCount < MaximumEvents
            ? Enter(definition.States[next], data, [.. before, Exited(execution.State)])
            : Fail(execution.State, data, ErrorNames.Runtime, $"The history has reached {MaximumEvents} events.", before);

    private Transition Enter(State state, string data, IReadOnlyList<HistoryEvent> before)
    {
        HistoryEvent[] history = [.. before, Event(HistoryKind.StateEntered, state.Name)];
        var now = time.GetUtcNow();
        if (state is not WaitState wait)
            return new Transition(state.Name, data, now, history);
        return WaitingTime(wait, data) is { } duration
            ? new Transition(state.Name, data, now + duration, history)
            : Fail(state.Name, data, ErrorNames.Runtime, $"{wait.SecondsPath} is not a whole number of seconds.", history);
    }

    /// <summary>Null when the path leads to no number of seconds.</summary>
    private static TimeSpan? WaitingTime(WaitState wait, string data)
    {
        if (wait.Seconds is { } seconds)
            return seconds;
        return wait.SecondsPath!.TryFind(Payload.Read(data), out var node) && node is JsonValue value && value.TryGetValue<int>(out var found) && found >= 0
            ? TimeSpan.FromSeconds(found)
            : null;
    }

    private Transition Fail(string state, string data, string error, string cause, IReadOnlyList<HistoryEvent> before) =>
        End(state, data, WorkflowStatus.Failed, before, error, cause);

    private Transition End(
        string state, string data, WorkflowStatus status, IReadOnlyList<HistoryEvent> before, string? error = null, string? cause = null)
    {
        var kind = status switch
        {
            WorkflowStatus.Succeeded => HistoryKind.ExecutionSucceeded,
            WorkflowStatus.TimedOut => HistoryKind.ExecutionTimedOut,
            _ => HistoryKind.ExecutionFailed,
        };
        return new Transition(state, data, time.GetUtcNow(), [.. before, Event(kind, error: error, cause: cause)])
        {
            Status = status,
            Error = error,
            Cause = cause,
        };
    }

    private HistoryEvent Exited(string state) => Event(HistoryKind.StateExited, state);

    private HistoryEvent Event(HistoryKind kind, string? state = null, string? error = null, string? cause = null) =>
        new(time.GetUtcNow(), kind) { State = state, Error = error, Cause = cause };
}
