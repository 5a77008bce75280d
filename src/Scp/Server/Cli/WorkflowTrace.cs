using System.Globalization;
using StoreScp.LocalRunner;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>What the executions of a batch met: retries, errors, ends. The rest of their history is the batch's own.</summary>
internal static class WorkflowTrace
{
    /// <summary>Executions that are looked at, the latest ones; the sweep starts no more than a few.</summary>
    private const int MaximumExecutions = 20;

    /// <summary>Null where no workflow ran, or its file cannot be read here: the trace does without.</summary>
    public static WorkflowHistory? TryOpen(string storagePath)
    {
        try
        {
            return WorkflowHistory.Open(new LocalRunnerOptions { DatabasePath = Path.Combine(storagePath, "workflows.db"), Holder = "trace" });
        }
        catch (StorageSetupException)
        {
            return null;
        }
    }

    public static async ValueTask<IReadOnlyList<TraceLine>> StepsAsync(WorkflowHistory history, BatchRow batch, CancellationToken cancellation)
    {
        List<TraceLine> steps = [];
        for (var execution = Math.Max(1, batch.Executions - MaximumExecutions + 1); execution <= batch.Executions; execution++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{batch.Id}.e{execution}");
            foreach (var happened in await history.ReadAsync(name, cancellation))
            {
                if (StepOf(happened) is var (step, detail))
                    steps.Add(new TraceLine { At = happened.At, Step = step, Detail = detail, BatchId = batch.Id.ToString(), ExecutionName = name });
            }
        }
        return steps;
    }

    private static (string Step, string Detail)? StepOf(HistoryEvent happened) => happened.Kind switch
    {
        HistoryKind.TaskRetried => ("retry", string.Create(CultureInfo.InvariantCulture,
            $"{happened.State} met {ErrorOf(happened)}; again after {happened.RetryAfter?.TotalSeconds ?? 0:0.#} s")),
        HistoryKind.TaskCaught => ("error", $"{happened.State} ended with {ErrorOf(happened)}"),
        HistoryKind.ExecutionTakenOver => ("taken over", $"the process that had it in hand is gone; {happened.State} begins again"),
        HistoryKind.ExecutionSucceeded => ("import ended", "the execution succeeded"),
        HistoryKind.ExecutionFailed => ("import ended", $"the execution failed: {ErrorOf(happened)}"),
        HistoryKind.ExecutionTimedOut => ("import ended", "the execution took too long"),
        _ => null,
    };

    private static string ErrorOf(HistoryEvent happened) => happened.Cause is null ? $"{happened.Error}" : $"{happened.Error} ({happened.Cause})";
}
