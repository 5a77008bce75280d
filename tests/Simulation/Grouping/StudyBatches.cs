namespace StoreScp.Simulation;

/// <summary>The product's way: one open batch per study, sealed on quiet, files, bytes or age; re-sent content is found in the ledger and imported once.</summary>
internal sealed class StudyBatches : IGrouping
{
    private readonly EventQueue _events;
    private readonly BatchLimits _limits;
    private readonly IStarter _starter;
    private readonly Dictionary<int, OpenBatch> _open = [];

    public StudyBatches(EventQueue events, BatchLimits limits, IStarter starter)
    {
        _events = events;
        _limits = limits;
        _starter = starter;
        starter.StudyFinished += LookAgain;
    }

    /// <summary>Batches by why they were sealed.</summary>
    public SortedDictionary<string, int> Seals { get; } = new(StringComparer.Ordinal) { ["Age"] = 0, ["Bytes"] = 0, ["Files"] = 0, ["LargeFile"] = 0, ["Quiet"] = 0 };

    public void Take(Arrival arrival)
    {
        if (arrival.IsResend)
            return;
        var batch = _open.GetValueOrDefault(arrival.Study);
        for (var file = 0; file < arrival.Files; file++)
            batch = Admit(batch, arrival.Study, arrival.BytesPerFile);
    }

    /// <returns>The study's open batch after the file; null when there is none.</returns>
    private OpenBatch? Admit(OpenBatch? batch, int study, long bytes)
    {
        if (bytes > _limits.LargeFileBytes)
        {
            Seal(new(study, _events.Now) { Files = 1, Bytes = bytes }, "LargeFile");
            return batch;
        }
        if (batch is not null && batch.Bytes + bytes > _limits.MaximumBytes)
        {
            Seal(batch, "Bytes");
            batch = null;
        }
        batch ??= Open(study);
        batch.Files++;
        batch.Bytes += bytes;
        batch.LastFileAt = _events.Now;
        if (batch.Files < _limits.MaximumFiles)
            return batch;
        Seal(batch, "Files");
        return null;
    }

    private OpenBatch Open(int study)
    {
        var batch = new OpenBatch(study, _events.Now);
        _open.Add(study, batch);
        _events.After(_limits.QuietPeriod, () => Look(batch));
        return batch;
    }

    /// <summary>One timer per batch, set again to the earliest moment at which it might be due.</summary>
    private void Look(OpenBatch batch)
    {
        if (batch.IsSealed)
            return;
        var quiet = batch.LastFileAt + _limits.QuietPeriod;
        var old = batch.OpenedAt + _limits.MaximumAge;
        if (_events.Now < quiet && _events.Now < old)
            _events.At(quiet < old ? quiet : old, () => Look(batch));
        else if (_limits.HoldsWhileStudyImports && _starter.IsUnfinished(batch.Study))
            batch.IsHeld = true;
        else
            Seal(batch, _events.Now >= quiet ? "Quiet" : "Age");
    }

    private void LookAgain(int study)
    {
        if (!_open.TryGetValue(study, out var batch) || !batch.IsHeld)
            return;
        batch.IsHeld = false;
        Look(batch);
    }

    private void Seal(OpenBatch batch, string reason)
    {
        batch.IsSealed = true;
        if (_open.TryGetValue(batch.Study, out var open) && open == batch)
            _open.Remove(batch.Study);
        Seals[reason]++;
        _starter.Take(new(batch.Study, batch.Files, batch.Bytes, _events.Now));
    }

    private sealed class OpenBatch(int study, TimeSpan openedAt)
    {
        public int Study { get; } = study;

        public TimeSpan OpenedAt { get; } = openedAt;

        public TimeSpan LastFileAt { get; set; } = openedAt;

        public int Files { get; set; }

        public long Bytes { get; set; }

        /// <summary>No timer of its own: it waits for the study's earlier batch.</summary>
        public bool IsHeld { get; set; }

        public bool IsSealed { get; set; }
    }
}
