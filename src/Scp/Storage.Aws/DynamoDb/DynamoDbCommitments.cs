namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>The storage commitment transactions of a <see cref="DynamoDbLedger"/>.</summary>
internal sealed class DynamoDbCommitments(
    Func<CancellationToken, DynamoDbOperation> begin, LedgerReads reads, DynamoDbOptions options) : ICommitmentLedger
{
    /// <remarks>References first: a transaction that can be seen has them all. Those of one that was there already belong to nobody and are removed.</remarks>
    public async ValueTask<bool> AddCommitmentAsync(
        CommitmentRow commitment, IReadOnlyList<CommitmentReference> references, CancellationToken cancellation)
    {
        var operation = begin(cancellation);
        var attempt = InstanceWrites.NewMark();
        var chunks = 0;
        foreach (var some in CommitmentItem.WriteReferences(commitment.Key, attempt, references))
        {
            await operation.PutAsync(some);
            chunks++;
        }
        var item = CommitmentItem.Write(commitment, (attempt, chunks), options);
        var outcome = await operation.WriteIfAsync(ConditionalWrite.Put(options.Table, item, ConditionalWrite.IsNew));
        if (outcome.IsDone || (outcome.Existing is { } existing && CommitmentItem.ReferencesOf(existing).Attempt == attempt))
            return true;
        for (var chunk = 0; chunk < chunks; chunk++)
            await operation.DeleteAsync(CommitmentItem.ReferencesKeyOf(commitment.Key, attempt, chunk));
        return false;
    }

    public async ValueTask<CommitmentRow?> UpdateCommitmentAsync(CommitmentRow commitment, CancellationToken cancellation)
    {
        var operation = begin(cancellation);
        if (await operation.GetAsync(CommitmentItem.KeyOf(commitment.Key)) is not { } before || CommitmentItem.Read(before).Version != commitment.Version)
            return null;
        var next = commitment with { Version = commitment.Version + 1 };
        var item = CommitmentItem.Write(next, CommitmentItem.ReferencesOf(before), options);
        return await VersionedWrite.TryAsync(operation, item, commitment.Version) ? next : null;
    }

    public async ValueTask<CommitmentRow?> FindCommitmentAsync(CommitmentKey key, CancellationToken cancellation) =>
        await begin(cancellation).GetAsync(CommitmentItem.KeyOf(key)) is { } item ? CommitmentItem.Read(item) : null;

    public async ValueTask<IReadOnlyList<CommitmentReference>> ReferencesOfAsync(CommitmentKey key, CancellationToken cancellation)
    {
        if (await begin(cancellation).GetAsync(CommitmentItem.KeyOf(key)) is not { } item)
            return [];
        var (attempt, chunks) = CommitmentItem.ReferencesOf(item);
        List<CommitmentReference> references = [];
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            // An item of up to 400 KB each: one at a time, with a budget of its own.
            if (await begin(cancellation).GetAsync(CommitmentItem.ReferencesKeyOf(key, attempt, chunk)) is { } part)
                references.AddRange(CommitmentItem.ReadReferences(part));
        }
        return references;
    }

    public async ValueTask<IReadOnlyList<CommitmentRow>> ListDueCommitmentsAsync(
        string owner, DateTimeOffset now, DateTimeOffset abandonedSince, int limit, CancellationToken cancellation)
    {
        var partitions = Enumerable.Range(0, LedgerKeys.WorkShards).Select(shard => LedgerKeys.Work(CommitmentItem.Stage, shard));
        var due = await reads.ListAsync(DynamoDbTable.Work, partitions, SortRange.UpTo(LedgerKeys.Time(now) + "~"), cancellation);
        List<CommitmentRow> rows = [];
        await foreach (var item in reads.GetManyAsync(due, cancellation))
        {
            if (rows.Count >= limit)
                break;
            // The index lags behind: what the item says counts.
            var row = CommitmentItem.Read(item);
            if (row.NextAttemptAt <= now && (row.Owner == owner || row.NextAttemptAt <= abandonedSince))
                rows.Add(row);
        }
        return rows;
    }
}
