using StoreScp.HealthImaging;
using StoreScp.Import.Results;
using StoreScp.Import.Tasks;
using StoreScp.Storage;

namespace StoreScp.Import.Repair;

/// <summary>
/// Finds what is stuck and sets it going again: batches of processes that ended, batches without an execution, executions that ended
/// before their batch did, rows that came too late for their batch.
/// </summary>
/// <remarks>Run by every process once a minute; a lease lets one of them do it. Deletes nothing that a row does not have elsewhere.</remarks>
public sealed class ImportSweep
{
    /// <summary>How far back rows without a result are looked for.</summary>
    private static readonly TimeSpan StrandedFor = TimeSpan.FromDays(30);

    /// <summary>Copying the files of a job takes no longer.</summary>
    private static readonly TimeSpan RedriveTime = TimeSpan.FromMinutes(15);

    /// <summary>Redrives by the sweep have numbers of their own.</summary>
    private const int FirstAttempt = 1000;

    private readonly IBatchLedger _batches;
    private readonly ILedger _ledger;
    private readonly ILeaseLedger _leases;
    private readonly IInstanceStore _store;
    private readonly IOrphanAdopter _adopter;
    private readonly IWorkflowStarter _workflows;
    private readonly Dispatcher _dispatcher;
    private readonly Redrive _redrive;
    private readonly BatchSealing _sealing;
    private readonly FailBatch _failBatch;
    private readonly IHealthImaging _healthImaging;
    private readonly ImportOptions _options;
    private readonly string _holder;
    private readonly TimeProvider _time;

    public ImportSweep(
        IBatchLedger batches, ILedger ledger, ILeaseLedger leases, IInstanceStore store, IImportOutput output, IOrphanAdopter adopter,
        IHealthImaging healthImaging, IWorkflowStarter workflows, Dispatcher dispatcher, ImportOptions options, string holder, TimeProvider time,
        IResultObserver? observer = null)
    {
        (_batches, _ledger, _leases, _store, _adopter, _workflows, _dispatcher) = (batches, ledger, leases, store, adopter, workflows, dispatcher);
        (_healthImaging, _options, _holder, _time) = (healthImaging, options, holder, time);
        _sealing = new BatchSealing(batches, time);
        _redrive = new Redrive(batches, ledger, store, time, observer);
        _failBatch = new FailBatch(new BatchDesk(batches), new ResultReader(output), new ResultRecorder(batches, ledger, store, adopter, time, observer), time);
    }

    public async ValueTask<ImportSweepReport> RunOnceAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        if (!await _leases.TakeLeaseAsync(new Lease(LeaseNames.ImportSweep, _holder, now + (5 * _options.LeaseTime)), now - _options.ClockMargin, cancellation))
            return new ImportSweepReport();
        try
        {
            return new ImportSweepReport
            {
                Sealed = await SealAbandonedAsync(cancellation),
                Restarted = await RestartAsync(cancellation),
                Redriven = await RedriveStrandedAsync(cancellation),
            };
        }
        finally
        {
            // Whoever comes next need not wait for the end of a lease that nobody uses.
            await _leases.ReleaseLeaseAsync(LeaseNames.ImportSweep, _holder, CancellationToken.None);
        }
    }

    /// <summary>Seals the open batches of processes whose lease has ended, after every object in them has its row.</summary>
    private async ValueTask<int> SealAbandonedAsync(CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var batch in _batches.ListBatchesAsync(BatchState.Open, cancellation))
        {
            if (!await IsAbandonedAsync(batch, cancellation))
                continue;
            await AdoptAsync(batch, cancellation);
            if (await _sealing.SealAsync(batch, SealReason.OwnerLost, cancellation) is not null)
                count++;
            await _leases.ReleaseLeaseAsync(LeaseNames.Process(batch.Owner), batch.Owner, cancellation);
        }
        return count;
    }

    private async ValueTask<bool> IsAbandonedAsync(BatchRow batch, CancellationToken cancellation)
    {
        // Someone redrives it; one that broke off is taken up by the workflow again, and by us when nobody can be at it any more.
        if (batch.Owner == Redrive.Owner)
            return _time.GetUtcNow() - batch.OpenedAt > RedriveTime;
        var lease = await _leases.FindLeaseAsync(LeaseNames.Process(batch.Owner), cancellation);
        return lease is null || lease.ExpiresAt + _options.ClockMargin < _time.GetUtcNow();
    }

    private async ValueTask AdoptAsync(BatchRow batch, CancellationToken cancellation)
    {
        await foreach (var stored in _store.ListFolderAsync(ObjectKeys.ImportFolderOf(batch.DatastoreId, batch.Id), cancellation))
        {
            if (await _ledger.HasObjectAsync(stored.Key, cancellation) || await _adopter.TryAdoptAsync(stored, cancellation))
                continue;
            await _store.MoveAsync(stored.Key, ObjectKeys.ForOrphan(stored.Key, ReceiptId.Create(_time)), cancellation);
        }
    }

    /// <summary>A batch that is not final needs a running execution.</summary>
    private async ValueTask<int> RestartAsync(CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var batch in _batches.ListBatchesAsync(BatchState.Importing, cancellation))
        {
            // Without an execution, it is being started: that takes no longer than its starter's lease.
            if (_time.GetUtcNow() - batch.StartedAt < _options.LeaseTime)
                continue;
            var status = await _workflows.DescribeAsync(batch.ExecutionName!, cancellation);
            if (status == WorkflowStatus.Running)
                continue;
            if (status is null)
                await _workflows.StartAsync(batch.ExecutionName!, _dispatcher.InputOf(batch), cancellation);
            else if (batch.Executions < _options.MaximumExecutions)
                await _dispatcher.StartAsync(batch, cancellation);
            else
                await FailAsync(batch, status.Value, cancellation);
            count++;
        }
        return count;
    }

    private async ValueTask FailAsync(BatchRow batch, WorkflowStatus status, CancellationToken cancellation)
    {
        ImportJob? job = null;
        if (batch.JobId is { } jobId)
        {
            var found = await _healthImaging.GetDICOMImportJobAsync(batch.DatastoreId, jobId, cancellation);
            job = new ImportJob(found.JobName, found.JobId, found.JobStatus, found.OutputS3Uri, found.Message);
        }
        await _failBatch.RunAsync(
            batch, FormattableString.Invariant($"{batch.Executions} executions of the workflow ended before the batch did; the last: {status}"), job, cancellation);
    }

    /// <summary>Rows that came after their batch was final: its owner had lost its lease, and nobody was told Success.</summary>
    private async ValueTask<int> RedriveStrandedAsync(CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var batch in _batches.ListStrandedAsync(_time.GetUtcNow() - StrandedFor, cancellation))
        {
            // A number that no earlier redrive used: its batch would be sealed already.
            for (var attempt = FirstAttempt; ; attempt++)
            {
                if (await _batches.FindBatchAsync(BatchId.After(batch.Id, attempt), cancellation) is { State: not BatchState.Open })
                    continue;
                await _redrive.RunAsync(batch, delivery => delivery.State == DeliveryState.Stored, attempt, cancellation);
                break;
            }
            count++;
        }
        return count;
    }
}
