using StoreScp.Storage;

namespace StoreScp.Import.Repair;

/// <summary>
/// Tries again what an operator asks for: a batch that failed as a whole on the same prefix, with another job name and token;
/// single failed and quarantined files in a batch of their own. Works beside running servers.
/// </summary>
public sealed class OperatorRedrive(IBatchLedger batches, ILedger ledger, ILeaseLedger leases, IInstanceStore store, TimeProvider time)
{
    /// <summary>Operators' redrives of one batch have numbers of their own, above the sweep's.</summary>
    private const int FirstAttempt = 10_000;

    /// <summary>While it lasts, no sweep takes the batch for abandoned; when we die, one seals it afterwards.</summary>
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(10);

    private readonly Redrive _redrive = new(batches, ledger, store, time);

    /// <param name="id">A batch that is final.</param>
    /// <param name="quarantinedToo">Not only what failed, but also what HealthImaging refused: worth it after the cause is mended.</param>
    /// <exception cref="RedriveRefusedException">There is no such batch, or it is still being worked on.</exception>
    /// <exception cref="StorageUnavailableException">The ledger or the store cannot do it now. It may be asked for again.</exception>
    public async ValueTask<OperatorRedriveReport> RunAsync(BatchId id, bool quarantinedToo, CancellationToken cancellation)
    {
        var batch = await batches.FindBatchAsync(id, cancellation) ?? throw new RedriveRefusedException("There is no such batch.");
        if (!batch.IsFinal)
            throw new RedriveRefusedException($"It is {batch.State}: only what has ended can be tried again.");
        return await FailedAsAWholeAsync(batch, cancellation)
            ? await RedriveWholeAsync(batch, cancellation)
            : await RedriveFilesAsync(batch, quarantinedToo, cancellation);
    }

    /// <summary>Then every object is still on the prefix, and none of them is in HealthImaging.</summary>
    private async ValueTask<bool> FailedAsAWholeAsync(BatchRow batch, CancellationToken cancellation)
    {
        if (batch.State != BatchState.Failed)
            return false;
        var prefix = ObjectKeys.ImportFolderOf(batch.DatastoreId, batch.Id);
        var any = false;
        await foreach (var row in batches.ListInstancesOfAsync(batch.Id, cancellation))
        {
            if (row.Deliveries.Any(delivery =>
                delivery.Batch == batch.Id && (delivery.State != DeliveryState.Failed || row.ObjectOf(delivery)?.Folder != prefix)))
            {
                return false;
            }
            any = true;
        }
        return any;
    }

    /// <summary>Reopened under a lease of our own, so that nobody imports or seals it before every delivery is in flight again.</summary>
    private async ValueTask<OperatorRedriveReport> RedriveWholeAsync(BatchRow batch, CancellationToken cancellation)
    {
        var holder = Guid.NewGuid().ToString("N");
        var lease = new Lease(LeaseNames.Process(holder), holder, time.GetUtcNow() + LeaseLength);
        await leases.TakeLeaseAsync(lease, freeBefore: time.GetUtcNow(), cancellation);
        var open = await UpdateAsync(
            batch with
            {
                State = BatchState.Open,
                Owner = holder,
                Jobs = batch.Jobs + 1,
                JobId = null,
                JobStatus = null,
                JobSubmittedAt = null,
                JobEndedAt = null,
                ClosedAt = null,
                Reason = null,
            },
            cancellation);
        var files = 0;
        await foreach (var row in batches.ListInstancesOfAsync(batch.Id, cancellation))
        {
            foreach (var delivery in row.Deliveries.Where(delivery => delivery.Batch == batch.Id && delivery.State == DeliveryState.Failed))
                await ledger.ReassignAsync(row.Key, delivery, batch.Id, row.ObjectOf(delivery)!.Value, cancellation);
            files++;
        }
        var done = await UpdateAsync(
            open with { State = BatchState.Sealed, SealedAt = time.GetUtcNow(), SealReason = SealReason.Redrive, Instances = files }, cancellation);
        await leases.ReleaseLeaseAsync(lease.Name, holder, cancellation);
        return new OperatorRedriveReport(done, files, IsWholeBatch: true);
    }

    private async ValueTask<OperatorRedriveReport> RedriveFilesAsync(BatchRow batch, bool quarantinedToo, CancellationToken cancellation)
    {
        bool IsChosen(Delivery delivery) => delivery.State == DeliveryState.Failed || (quarantinedToo && delivery.State == DeliveryState.Quarantined);
        // A number that no earlier redrive used up: its batch would be sealed already. One that broke off is gone on with.
        var attempt = FirstAttempt;
        var begun = await FindAttemptAsync(batch, attempt, cancellation);
        while (begun is { State: not BatchState.Open })
            begun = await FindAttemptAsync(batch, ++attempt, cancellation);
        if (begun is null && !await HasFilesAsync(batch, IsChosen, cancellation))
            return new OperatorRedriveReport(batch, 0, IsWholeBatch: false);
        var target = await _redrive.RunAsync(batch, IsChosen, attempt, cancellation);
        return target.State == BatchState.Empty
            ? throw new RedriveRefusedException($"{ObjectMoves.Missing}.")
            : new OperatorRedriveReport(target, target.Instances, IsWholeBatch: false);
    }

    private ValueTask<BatchRow?> FindAttemptAsync(BatchRow source, int attempt, CancellationToken cancellation) =>
        batches.FindBatchAsync(BatchId.After(source.Id, attempt), cancellation);

    private async ValueTask<bool> HasFilesAsync(BatchRow batch, Func<Delivery, bool> isChosen, CancellationToken cancellation)
    {
        await foreach (var row in batches.ListInstancesOfAsync(batch.Id, cancellation))
        {
            if (row.Deliveries.Any(delivery => delivery.Batch == batch.Id && isChosen(delivery)))
                return true;
        }
        return false;
    }

    private async ValueTask<BatchRow> UpdateAsync(BatchRow batch, CancellationToken cancellation) =>
        await batches.UpdateBatchAsync(batch, cancellation)
            ?? throw new RedriveRefusedException("It was changed by another at the same time.");
}
