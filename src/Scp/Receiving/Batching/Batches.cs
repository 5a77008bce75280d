using StoreScp.Storage;

namespace StoreScp.Receiving.Batching;

/// <summary>
/// The batches this process owns. Nobody else admits to them, so that it knows in memory what is in flight, and sealing cannot race
/// with a write.
/// </summary>
/// <remarks>
/// <code>
///  AdmitAsync ─► batch row (once) ─► object ─► SettleAsync ─► instance row ─► Acknowledge ─► Success
///                                                                                 └─ lease held? else A700H
///  SealDueAsync (every second): quiet, old or full, and nothing in flight ─► Sealed
/// </code>
/// </remarks>
public sealed class Batches(IBatchLedger ledger, ProcessLease lease, BatchOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<OpenBatch> _open = [];
    private bool _isStopped;

    public int OpenCount
    {
        get { lock (_lock) return _open.Count; }
    }

    /// <summary>Admits an instance to a batch of its study for one data store, whose row is durable when this completes.</summary>
    /// <param name="datastoreId">The HealthImaging data store.</param>
    /// <param name="studyInstanceUID">As stored.</param>
    /// <param name="sopInstanceUID">As stored: its object's name.</param>
    /// <exception cref="StorageUnavailableException">The ledger cannot take the batch, or this process has lost its lease.</exception>
    public async ValueTask<Admission> AdmitAsync(string datastoreId, string studyInstanceUID, string sopInstanceUID, CancellationToken cancellation)
    {
        var batch = Admit(new StudyKey(datastoreId, studyInstanceUID), sopInstanceUID);
        return await WhenAddedAsync(new Admission(this, batch, sopInstanceUID), cancellation);
    }

    /// <summary>Seals what is due; to be called every second. A batch whose ledger write fails is tried again.</summary>
    /// <remarks>
    /// A quiet or old batch is held while an earlier one of its study for the same data store waits or is imported: it could not start anyway, and takes what still comes
    /// (docs/scale.md shows what that saves).
    /// </remarks>
    public async ValueTask SealDueAsync(CancellationToken cancellation)
    {
        var held = IsAnyIdle() ? await FindBusyStudiesAsync(cancellation) : [];
        foreach (var batch in TakeDue(held))
            await SealAsync(batch, cancellation);
    }

    /// <summary>Seals everything when reception has ended; what cannot be sealed now is the sweep's when the lease has ended.</summary>
    public async ValueTask StopAsync(CancellationToken cancellation)
    {
        Task adding;
        lock (_lock)
        {
            _isStopped = true;
            _open.ForEach(batch => batch.Close(SealReason.Shutdown));
            adding = Task.WhenAll(_open.Select(batch => batch.Added));
        }
        await adding.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var batch in TakeDue([]))
            await SealAsync(batch, cancellation);
    }

    /// <summary>Counts the object; one that does not fit under the limits of a job goes to another batch, under another name.</summary>
    internal async ValueTask<Admission> SettleAsync(Admission admission, long bytes, CancellationToken cancellation)
    {
        Admission other;
        lock (_lock)
        {
            if (Fits(admission.Batch, bytes))
            {
                Settle(admission.Batch, bytes);
                return admission;
            }
            if (bytes <= options.LargeFileBytes)
                admission.Batch.Close(SealReason.Bytes);
            var fresh = Open(admission.Batch.Study);
            fresh.TryAdmit(admission.SOPInstanceUID, time.GetTimestamp());
            Settle(fresh, bytes);
            other = new Admission(this, fresh, admission.SOPInstanceUID);
        }
        return await WhenAddedAsync(other, cancellation);
    }

    internal void Leave(Admission admission)
    {
        lock (_lock)
            admission.Batch.Leave(admission.SOPInstanceUID, admission.MayHaveObject, time.GetTimestamp());
    }

    /// <summary>Takes back what <see cref="SettleAsync"/> counted: the object is gone.</summary>
    internal void Unsettle(Admission admission, long bytes)
    {
        lock (_lock)
            admission.Batch.Unsettle(bytes);
    }

    internal bool MayAcknowledge(Admission admission) => !admission.Batch.IsAbandoned && lease.Holds(admission.Batch.Row.Owner);

    private OpenBatch Admit(StudyKey study, string sopInstanceUID)
    {
        lock (_lock)
        {
            AbandonLost();
            var now = time.GetTimestamp();
            foreach (var batch in _open)
            {
                if (batch.Study == study && batch.Files + batch.InFlight < options.MaximumFiles && batch.TryAdmit(sopInstanceUID, now))
                    return batch;
            }
            var opened = Open(study);
            opened.TryAdmit(sopInstanceUID, now);
            return opened;
        }
    }

    /// <summary>Under the lock.</summary>
    private OpenBatch Open(StudyKey study)
    {
        if (_isStopped || lease.Holder is not { } owner)
            throw new StorageUnavailableException("This process does not hold its lease of batches.");
        var row = new BatchRow
        {
            Id = BatchId.Create(time),
            DatastoreId = study.DatastoreId,
            StudyInstanceUID = study.StudyInstanceUID,
            Owner = owner,
            OpenedAt = time.GetUtcNow(),
        };
        // Everyone admitted to it waits for the same write, which must not end with the first one's association.
        var batch = new OpenBatch(row, time.GetTimestamp()) { Added = ledger.AddBatchAsync(row, CancellationToken.None).AsTask() };
        _open.Add(batch);
        return batch;
    }

    private async ValueTask<Admission> WhenAddedAsync(Admission admission, CancellationToken cancellation)
    {
        try
        {
            await admission.Batch.Added.WaitAsync(cancellation);
            return admission;
        }
        catch
        {
            admission.Dispose();
            if (admission.Batch.Added.IsFaulted)
                Forget(admission.Batch);
            throw;
        }
    }

    private bool Fits(OpenBatch batch, long bytes) =>
        batch.Files == 0 || (bytes <= options.LargeFileBytes && batch.Bytes + bytes <= options.MaximumBytes && batch.Closing != SealReason.LargeFile);

    private void Settle(OpenBatch batch, long bytes)
    {
        batch.Settle(bytes);
        if (bytes > options.LargeFileBytes)
            batch.Close(SealReason.LargeFile);
    }

    private bool IsAnyIdle()
    {
        lock (_lock)
            return _open.Exists(batch => DueFor(batch) is SealReason.Quiet or SealReason.Age);
    }

    private async ValueTask<HashSet<StudyKey>> FindBusyStudiesAsync(CancellationToken cancellation)
    {
        HashSet<StudyKey> studies = [];
        foreach (var state in (BatchState[])[BatchState.Sealed, BatchState.Importing])
        {
            await foreach (var batch in ledger.ListBatchesAsync(state, cancellation))
                studies.Add(StudyKey.Of(batch));
        }
        return studies;
    }

    private List<OpenBatch> TakeDue(HashSet<StudyKey> heldStudies)
    {
        lock (_lock)
        {
            AbandonLost();
            foreach (var batch in _open)
            {
                var reason = DueFor(batch);
                if (reason is SealReason.Files || (reason is not null && !heldStudies.Contains(batch.Study)))
                    batch.Close(reason.Value);
            }
            // Who waited for its row may have given up; closed before it is written, it would be open after that, and nobody's.
            return _open.FindAll(batch => batch is { Closing: not null, InFlight: 0, Added.IsCompleted: true });
        }
    }

    private SealReason? DueFor(OpenBatch batch)
    {
        if (batch.Files >= options.MaximumFiles)
            return SealReason.Files;
        if (time.GetElapsedTime(batch.OpenedAt) >= options.MaximumAge)
            return SealReason.Age;
        return batch.InFlight == 0 && time.GetElapsedTime(batch.LastActivity) >= options.QuietPeriod ? SealReason.Quiet : null;
    }

    private async ValueTask SealAsync(OpenBatch batch, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var sealing = batch.Row with { SealedAt = now, SealReason = batch.Closing, Instances = batch.Files, Bytes = batch.Bytes };
        // A null from the ledger: the sweep was faster, and the batch is as sealed as can be.
        await ledger.UpdateBatchAsync(
            batch.Files == 0 ? sealing with { State = BatchState.Empty, ClosedAt = now } : sealing with { State = BatchState.Sealed }, cancellation);
        Forget(batch);
    }

    /// <summary>Under the lock: what belongs to an ended lease is the sweep's.</summary>
    private void AbandonLost()
    {
        var holder = lease.Holder;
        _open.RemoveAll(batch => batch.IsAbandoned = batch.Row.Owner != holder);
    }

    private void Forget(OpenBatch batch)
    {
        lock (_lock)
            _open.Remove(batch);
    }
}
