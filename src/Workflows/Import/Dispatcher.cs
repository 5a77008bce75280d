using System.Globalization;
using StoreScp.Storage;

namespace StoreScp.Import;

/// <summary>
/// Starts the workflow for sealed batches: first in, first out; one running batch of a study; within HealthImaging's quotas.
/// Waiting costs nothing and fails nothing.
/// </summary>
/// <remarks>Run by every process on a timer; a lease lets one of them do it. A start that breaks off is finished by the sweep.</remarks>
public sealed class Dispatcher(
    IBatchLedger batches, ILeaseLedger leases, IWorkflowStarter workflows, ImportOptions options, string holder, TimeProvider time)
{
    private readonly StartBudget _budget = new(options.StartsPerSecond, time);

    /// <returns>How many were started.</returns>
    public async ValueTask<int> RunOnceAsync(CancellationToken cancellation)
    {
        // Nothing to do is the usual case, and must not cost a write.
        if (!await batches.ListBatchesAsync(BatchState.Sealed, cancellation).AnyAsync(cancellation))
            return 0;
        var now = time.GetUtcNow();
        if (!await leases.TakeLeaseAsync(new Lease(LeaseNames.Dispatcher, holder, now + options.LeaseTime), now - options.ClockMargin, cancellation))
            return 0;
        HashSet<(string Datastore, string Study)> busy = [];
        Dictionary<string, int> running = [];
        await foreach (var batch in batches.ListBatchesAsync(BatchState.Importing, cancellation))
        {
            busy.Add((batch.DatastoreId, batch.StudyInstanceUID));
            running[batch.DatastoreId] = running.GetValueOrDefault(batch.DatastoreId) + 1;
        }

        var places = (int)Math.Max(1, options.ConcurrentJobs * options.ConcurrentJobsShare);
        var started = 0;
        await foreach (var batch in batches.ListBatchesAsync(BatchState.Sealed, cancellation))
        {
            // A study's second batch waits for its first, whether that one runs or waits itself.
            if (running.GetValueOrDefault(batch.DatastoreId) >= places || !busy.Add((batch.DatastoreId, batch.StudyInstanceUID)))
                continue;
            if (!_budget.TryTake())
                break;
            if (await StartAsync(batch, cancellation))
            {
                started++;
                running[batch.DatastoreId] = running.GetValueOrDefault(batch.DatastoreId) + 1;
            }
        }
        return started;
    }

    /// <summary>Lets another process go on at once, when this one ends in order.</summary>
    public ValueTask ReleaseAsync(CancellationToken cancellation) => leases.ReleaseLeaseAsync(LeaseNames.Dispatcher, holder, cancellation);

    /// <summary>Starts the next execution of a batch: the ledger first, then the workflow.</summary>
    /// <returns>False when another changed the batch at the same time.</returns>
    internal async ValueTask<bool> StartAsync(BatchRow batch, CancellationToken cancellation)
    {
        while (true)
        {
            var next = batch with { State = BatchState.Importing, Executions = batch.Executions + 1, StartedAt = time.GetUtcNow() };
            if (await batches.UpdateBatchAsync(next, cancellation) is not { } started)
                return false;
            if (await workflows.StartAsync(started.ExecutionName!, InputOf(started), cancellation) == WorkflowStart.Started)
                return true;
            // A name is used once: whatever has it is not this one.
            batch = started;
        }
    }

    /// <summary>The same bytes for the same execution, whoever starts it: only then the service takes a second start for the first.</summary>
    internal string InputOf(BatchRow batch) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"batchId":"{{batch.Id}}","datastoreId":"{{batch.DatastoreId}}","execution":{{batch.Executions}},"pollSeconds":{{Math.Max(1, (int)options.PollInterval.TotalSeconds)}}}""");
}
