using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>The ledger as one DynamoDB table, which any number of processes share. Keys, items, access patterns and costs: docs/ledger.md.</summary>
public sealed class DynamoDbLedger : ILedger
{
    private readonly AmazonDynamoDBClient _client;
    private readonly DynamoDbOptions _options;
    private readonly TimeProvider _time;
    private readonly InstanceWrites _writes;
    private readonly LedgerReader _reader;

    internal DynamoDbLedger(AmazonDynamoDBClient client, DynamoDbOptions options, TimeProvider time)
    {
        _client = client;
        _options = options.Validated();
        _time = time;
        var reads = new LedgerReads(Begin);
        var register = new LedgerRegister(reads);
        var batches = new BatchReads(Begin, reads, register, time);
        var days = new LedgerDays(reads, register);
        _writes = new InstanceWrites(Begin, reads, register, days, options, time);
        _reader = new LedgerReader(Begin, reads, new InstanceSearch(reads, batches, days), days);
        Batches = new DynamoDbBatches(Begin, batches, register, options, time);
        Commitments = new DynamoDbCommitments(Begin, reads, options);
        Forwards = new DynamoDbForwards(Begin, reads, register, _writes, options);
    }

    /// <summary>The batches and leases of the same table.</summary>
    public DynamoDbBatches Batches { get; }

    /// <summary>The storage commitment transactions of this ledger, open as long as it is.</summary>
    public ICommitmentLedger Commitments { get; }

    /// <summary>The forwarding queue of this ledger, open as long as it is.</summary>
    public IForwardLedger Forwards { get; }

    /// <exception cref="StorageSetupException">An option is not allowed; or the table is not there, may not be described, or is not as it must be.</exception>
    /// <exception cref="StorageUnavailableException">DynamoDB does not answer.</exception>
    public static async Task<DynamoDbLedger> OpenAsync(AwsAccess access, DynamoDbOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var ledger = new DynamoDbLedger(DynamoDbClient.Create(access, options.Validated()), options, time);
        try
        {
            await ledger.RequireTableAsync(cancellation);
            return ledger;
        }
        catch
        {
            await ledger.DisposeAsync();
            throw;
        }
    }

    public ValueTask<AddOutcome> AddAsync(InstanceRow row, CancellationToken cancellation) => _writes.AddAsync(row, cancellation);

    public ValueTask AddDuplicateAsync(DuplicateRow duplicate, CancellationToken cancellation) => _writes.AddDuplicateAsync(duplicate, cancellation);

    public ValueTask<bool> SupersedeAsync(InstanceRowKey key, ReceiptId replacement, CancellationToken cancellation)
    {
        var reason = replacement.ToString();
        return _writes.ChangeAsync(
            key, old => old.IsFinal ? old : old with { State = DeliveryState.Superseded, Reason = reason }, objectKey: null, cancellation);
    }

    public ValueTask<bool> FinishAsync(InstanceRowKey key, Delivery delivery, ObjectKey? objectKey, CancellationToken cancellation)
    {
        if (!delivery.IsFinal)
            throw new ArgumentException("A delivery finishes in a final state.", nameof(delivery));
        return _writes.ChangeAsync(
            key, old => !old.IsFinal && old.Route == delivery.Route && old.Batch == delivery.Batch ? delivery : old, objectKey, cancellation);
    }

    public ValueTask<bool> ReassignAsync(InstanceRowKey key, Delivery from, BatchId to, ObjectKey objectKey, CancellationToken cancellation)
    {
        var again = new Delivery(from.Route, DeliveryState.Stored) { Batch = to, ForwardTo = from.ForwardTo };
        return _writes.ChangeAsync(
            key, old => old.Route == from.Route && old.State == from.State && old.Batch == from.Batch ? again : old, objectKey, cancellation);
    }

    public ValueTask<IReadOnlyList<InstanceRow>> FindByReceivedAsync(string sopInstanceUID, CancellationToken cancellation) =>
        _reader.FindByReceivedAsync(sopInstanceUID, cancellation);

    public ValueTask<bool> HasObjectAsync(ObjectKey key, CancellationToken cancellation) => _reader.HasObjectAsync(key, cancellation);

    public IAsyncEnumerable<InstanceRow> ListInstancesAsync(InstanceQuery query, CancellationToken cancellation) =>
        _reader.ListInstancesAsync(query, cancellation);

    public IAsyncEnumerable<StudySummary> ListStudiesAsync(InstanceQuery query, CancellationToken cancellation) =>
        _reader.ListStudiesAsync(query, cancellation);

    public ValueTask<LedgerTotals> CountAsync(CancellationToken cancellation) => _reader.CountAsync(cancellation);

    public IAsyncEnumerable<ReconciledDay> ReconcileAsync(DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellation) =>
        _reader.ReconcileAsync(since, until, cancellation);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private DynamoDbOperation Begin(CancellationToken cancellation) => new(_client, _options, _time, cancellation);

    private async Task RequireTableAsync(CancellationToken cancellation)
    {
        TableDescription table;
        try
        {
            table = await Begin(cancellation).DescribeAsync();
        }
        catch (StorageUnavailableException exception) when (
            exception.InnerException is { } inner && DynamoDbTrouble.RemedyOf(inner, "dynamodb:DescribeTable", _options.Table) is { } remedy)
        {
            throw new StorageSetupException(remedy, inner);
        }
        if (DynamoDbTable.FindDefect(table) is { } defect)
            throw new StorageSetupException($"The table '{_options.Table}' (setting Aws:Table) cannot be the ledger: {defect}.");
    }
}
