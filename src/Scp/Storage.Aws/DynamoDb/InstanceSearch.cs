using System.Runtime.CompilerServices;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>Finds the rows of an <see cref="InstanceQuery"/>, newest first: by UID, by study, or day by day.</summary>
internal sealed class InstanceSearch(LedgerReads reads, BatchReads batches, LedgerDays days)
{
    public IAsyncEnumerable<InstanceRow> FindAsync(InstanceQuery query, CancellationToken cancellation) => query switch
    {
        { SOPInstanceUID: { } uid } => LoadedAsync(token => OfInstanceAsync(uid, token), query, cancellation),
        { StudyInstanceUID: { } study } => LoadedAsync(token => OfStudyAsync(study, token), query, cancellation),
        _ => ByDayAsync(query, cancellation),
    };

    /// <summary>Every row of a SOP Instance UID, as received or as stored.</summary>
    public async Task<List<InstanceRow>> OfInstanceAsync(string uid, CancellationToken cancellation)
    {
        var received = await reads.RowsOfAsync(uid, cancellation);
        var pointers = await reads.ListAsync(null, LedgerKeys.StoredInstance(uid), SortRange.All, cancellation);
        var stored = await LoadAsync(pointers, cancellation);
        return [.. received.Concat(stored).DistinctBy(row => row.Receipt)];
    }

    public async Task<bool> HasObjectAsync(ObjectKey key, CancellationToken cancellation)
    {
        if ((await OfInstanceAsync(InstancePointers.UidIn(key), cancellation)).Any(row => row.Objects.Contains(key)))
            return true;
        var pointers = await reads.ListAsync(null, LedgerKeys.Object(key), SortRange.All, cancellation);
        return (await LoadAsync(pointers, cancellation)).Any(row => row.Objects.Contains(key));
    }

    private async Task<List<InstanceRow>> OfStudyAsync(string study, CancellationToken cancellation)
    {
        var rows = await LoadAsync(await reads.ListAsync(null, LedgerKeys.Study(study), SortRange.StartingWith("I#"), cancellation), cancellation);
        foreach (var batch in await batches.OfStudyAsync(study, cancellation))
            rows.AddRange(await LoadAsync(await batches.InstancesOfAsync(batch, SortRange.All, cancellation), cancellation));
        return [.. rows.DistinctBy(row => row.Receipt)];
    }

    private async Task<List<InstanceRow>> LoadAsync(IReadOnlyList<RowReference> entries, CancellationToken cancellation)
    {
        List<InstanceRow> rows = [];
        await foreach (var item in reads.GetManyAsync(entries, cancellation))
            rows.Add(InstanceItem.Read(item));
        return rows;
    }

    private static async IAsyncEnumerable<InstanceRow> LoadedAsync(
        Func<CancellationToken, Task<List<InstanceRow>>> load, InstanceQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var row in (await load(cancellation)).OrderByDescending(row => row.Receipt))
        {
            if (InstanceMatch.Matches(query, row))
                yield return row;
        }
    }

    private async IAsyncEnumerable<InstanceRow> ByDayAsync(InstanceQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (from, to) in (await days.ListAsync(query.Since, query.Until, cancellation)).Reverse())
        {
            var entries = await days.EntriesAsync(from, to, cancellation);
            entries.Reverse();
            await foreach (var item in reads.GetManyAsync([.. entries.Where(entry => !LedgerKeys.IsDuplicate(entry.Sk))], cancellation))
            {
                var row = InstanceItem.Read(item);
                if (InstanceMatch.Matches(query, row))
                    yield return row;
            }
        }
    }
}
