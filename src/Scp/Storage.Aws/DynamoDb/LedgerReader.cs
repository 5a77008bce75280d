using System.Runtime.CompilerServices;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>The questions about instances.</summary>
internal sealed class LedgerReader(Func<CancellationToken, DynamoDbOperation> begin, LedgerReads reads, InstanceSearch search, LedgerDays days)
{
    public async ValueTask<IReadOnlyList<InstanceRow>> FindByReceivedAsync(string sopInstanceUID, CancellationToken cancellation) =>
        await reads.RowsOfAsync(sopInstanceUID, cancellation);

    public async ValueTask<bool> HasObjectAsync(ObjectKey key, CancellationToken cancellation) => await search.HasObjectAsync(key, cancellation);

    public async IAsyncEnumerable<InstanceRow> ListInstancesAsync(InstanceQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var left = query.Limit ?? int.MaxValue;
        if (left <= 0 || query.States is { Count: 0 })
            yield break;
        var progress = new BatchProgress(reads);
        await foreach (var row in search.FindAsync(query, cancellation))
        {
            yield return row with { Deliveries = await progress.OfAsync(row.Deliveries, cancellation) };
            if (--left == 0)
                yield break;
        }
    }

    public async IAsyncEnumerable<StudySummary> ListStudiesAsync(InstanceQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Dictionary<string, StudySum> studies = new(StringComparer.Ordinal);
        await foreach (var row in ListInstancesAsync(query with { Limit = null }, cancellation))
        {
            var uid = row.Stored.StudyInstanceUID;
            if (!studies.TryGetValue(uid, out var study))
                studies.Add(uid, study = new StudySum(uid));
            study.Add(row);
        }
        foreach (var summary in studies.Values.Select(study => study.ToSummary())
            .OrderByDescending(study => study.LastReceivedAt).Take(query.Limit ?? int.MaxValue))
        {
            yield return summary;
        }
    }

    public async ValueTask<LedgerTotals> CountAsync(CancellationToken cancellation) => await new LedgerCount(begin, reads).RunAsync(cancellation);

    public async IAsyncEnumerable<ReconciledDay> ReconcileAsync(
        DateTimeOffset? since, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (from, to) in await days.ListAsync(since, until, cancellation))
        {
            SortedDictionary<string, DaySum> titles = new(StringComparer.Ordinal);
            await foreach (var item in reads.GetManyAsync(await days.EntriesAsync(from, to, cancellation), cancellation))
            {
                if (LedgerKeys.IsDuplicate(item.Text(LedgerKeys.Sk)))
                    Of(titles, DuplicateItem.CallingAETitleOf(item)).AddDuplicates(1);
                else if (InstanceItem.Read(item) is var row)
                    Of(titles, row.CallingAETitle).AddInstances(row.Deliveries, 1);
            }
            foreach (var (title, sum) in titles)
                yield return sum.ToDay(DateOnly.FromDateTime(from.UtcDateTime), title);
        }
    }

    private static DaySum Of(SortedDictionary<string, DaySum> titles, string title) =>
        titles.TryGetValue(title, out var known) ? known : titles[title] = new DaySum();
}
