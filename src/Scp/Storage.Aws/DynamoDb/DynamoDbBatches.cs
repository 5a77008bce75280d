using System.Globalization;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>The batches and leases of a <see cref="DynamoDbLedger"/>.</summary>
public sealed class DynamoDbBatches : IBatchLedger, ILeaseLedger
{
    private const string Holder = "holder";
    private const string Expires = "expires";
    private const string LeaseItself = "L";

    private readonly Func<CancellationToken, DynamoDbOperation> _begin;
    private readonly BatchReads _reads;
    private readonly LedgerRegister _register;
    private readonly DynamoDbOptions _options;
    private readonly TimeProvider _time;

    internal DynamoDbBatches(
        Func<CancellationToken, DynamoDbOperation> begin, BatchReads reads, LedgerRegister register, DynamoDbOptions options, TimeProvider time)
    {
        _begin = begin;
        _reads = reads;
        _register = register;
        _options = options;
        _time = time;
    }

    public async ValueTask<bool> AddBatchAsync(BatchRow batch, CancellationToken cancellation)
    {
        var operation = _begin(cancellation);
        await _register.EnsureAsync(operation, LedgerRegister.Batches, BatchItem.DayOf(batch.Id));
        await operation.PutAsync(LedgerKeys.Of(LedgerKeys.Study(batch.StudyInstanceUID), LedgerKeys.Batch(batch.Id)));
        var put = ConditionalWrite.Put(_options.Table, BatchItem.Write(batch, _options, _time.GetUtcNow()), ConditionalWrite.IsNew);
        return (await operation.WriteIfAsync(put)).IsDone;
    }

    public async ValueTask<BatchRow?> UpdateBatchAsync(BatchRow batch, CancellationToken cancellation)
    {
        var next = batch with { Version = batch.Version + 1 };
        var item = BatchItem.Write(next, _options, _time.GetUtcNow());
        return await VersionedWrite.TryAsync(_begin(cancellation), item, batch.Version) ? next : null;
    }

    public ValueTask<BatchRow?> FindBatchAsync(BatchId id, CancellationToken cancellation) => _reads.FindAsync(id, cancellation);

    public IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchState state, CancellationToken cancellation) => _reads.ListAsync(state, cancellation);

    public IAsyncEnumerable<BatchRow> ListBatchesAsync(BatchQuery query, CancellationToken cancellation) => _reads.ListAsync(query, cancellation);

    public IAsyncEnumerable<InstanceRow> ListInstancesOfAsync(BatchId batch, CancellationToken cancellation) => _reads.InstancesOfAsync(batch, cancellation);

    public IAsyncEnumerable<BatchRow> ListUnretiredAsync(DateTimeOffset openedBefore, CancellationToken cancellation) =>
        _reads.ListUnretiredAsync(openedBefore, cancellation);

    public IAsyncEnumerable<BatchRow> ListStrandedAsync(DateTimeOffset openedSince, CancellationToken cancellation) =>
        _reads.ListStrandedAsync(openedSince, cancellation);

    public async ValueTask<bool> TakeLeaseAsync(Lease lease, DateTimeOffset freeBefore, CancellationToken cancellation)
    {
        var item = KeyOf(lease.Name);
        item[Holder] = ItemValue.Of(lease.Holder);
        item[Expires] = ItemValue.Of(lease.ExpiresAt.ToUnixTimeMilliseconds());
        var put = ConditionalWrite.Put(
            _options.Table,
            item,
            $"{ConditionalWrite.IsNew} OR {Holder} = :holder OR {Expires} < :free",
            new Item { [":holder"] = ItemValue.Of(lease.Holder), [":free"] = ItemValue.Of(freeBefore.ToUnixTimeMilliseconds()) });
        return (await _begin(cancellation).WriteIfAsync(put)).IsDone;
    }

    public async ValueTask ReleaseLeaseAsync(string name, string holder, CancellationToken cancellation) =>
        await _begin(cancellation).WriteIfAsync(
            ConditionalWrite.Delete(_options.Table, KeyOf(name), $"{Holder} = :holder", new Item { [":holder"] = ItemValue.Of(holder) }));

    public async ValueTask<Lease?> FindLeaseAsync(string name, CancellationToken cancellation) => await _begin(cancellation).GetAsync(KeyOf(name)) is { } item
        ? new Lease(name, item.Text(Holder), DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(item[Expires].N, CultureInfo.InvariantCulture)))
        : null;

    private static Item KeyOf(string lease) => LedgerKeys.Of(LedgerKeys.Lease(lease), LeaseItself);
}
