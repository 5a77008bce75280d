using Microsoft.Data.Sqlite;

namespace StoreScp.Storage.Local;

/// <summary>The ledger as a SQLite file in write-ahead-log mode; several processes may share it.</summary>
public sealed class SqliteLedger : ILedger
{
    private readonly SqliteConnection _connection;
    private readonly LedgerTables _tables;
    private readonly Checkpointer _checkpointer;
    private readonly GroupCommit _writes;
    private readonly SqliteLedgerReader _reader;

    private SqliteLedger(SqliteConnection connection, SqliteConnection checkpoints, SqliteLedgerReader reader, int maximumGroupCommit)
    {
        _connection = connection;
        _reader = reader;
        _checkpointer = new Checkpointer(checkpoints);
        _tables = new LedgerTables(connection);
        _writes = new GroupCommit(_tables, _checkpointer, maximumGroupCommit);
        Batches = new SqliteBatches(_writes, reader);
        Commitments = new SqliteCommitments(_writes, reader);
        Forwards = new SqliteForwards(_writes, reader);
    }

    /// <summary>The batches and leases of the same file, written in the same groups.</summary>
    public SqliteBatches Batches { get; }

    /// <summary>The storage commitment transactions of this ledger, open as long as it is.</summary>
    public ICommitmentLedger Commitments { get; }

    /// <summary>The forwarding queue of this ledger, open as long as it is.</summary>
    public IForwardLedger Forwards { get; }

    /// <exception cref="StorageSetupException">The folder or the ledger cannot be created, written or understood.</exception>
    public static SqliteLedger Open(LocalStorageOptions options)
    {
        var folder = StorageFolder.Create(options.Path, options.Durability);
        var connection = LedgerFile.OpenForWriting(folder.Ledger, options);
        var checkpoints = LedgerFile.OpenForWriting(folder.Ledger, options);
        var reader = new SqliteLedgerReader(folder.Ledger, options.LedgerLockTimeout);
        return new SqliteLedger(connection, checkpoints, reader, options.MaximumGroupCommit);
    }

    public async ValueTask<AddOutcome> AddAsync(InstanceRow row, CancellationToken cancellation) =>
        await WriteAsync(tables => tables.Add(row), cancellation);

    public async ValueTask AddDuplicateAsync(DuplicateRow duplicate, CancellationToken cancellation) =>
        await WriteAsync(tables => tables.AddDuplicate(duplicate), cancellation);

    public async ValueTask<bool> SupersedeAsync(InstanceRowKey key, ReceiptId replacement, CancellationToken cancellation)
    {
        var reason = replacement.ToString();
        return await WriteAsync(
            tables => tables.Finish(key, delivery => delivery with { State = DeliveryState.Superseded, Reason = reason }, objectKey: null), cancellation);
    }

    public async ValueTask<bool> FinishAsync(InstanceRowKey key, Delivery delivery, ObjectKey? objectKey, CancellationToken cancellation)
    {
        if (!delivery.IsFinal)
            throw new ArgumentException("A delivery finishes in a final state.", nameof(delivery));
        return await WriteAsync(
            tables => tables.Finish(key, old => old.Route == delivery.Route && old.Batch == delivery.Batch ? delivery : old, objectKey), cancellation);
    }

    public async ValueTask<bool> ReassignAsync(
        InstanceRowKey key, Delivery from, BatchId to, ObjectKey objectKey, CancellationToken cancellation)
    {
        var again = new Delivery(from.Route, DeliveryState.Stored) { Batch = to, ForwardTo = from.ForwardTo };
        return await WriteAsync(
            tables => tables.Change(key, old => old.Route == from.Route && old.State == from.State && old.Batch == from.Batch ? again : old, objectKey),
            cancellation);
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

    /// <summary>Commits what waits; the last connection to close copies the write-ahead log into the database and removes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await _checkpointer.DisposeAsync();
        await _reader.DisposeAsync();
        _tables.Dispose();
        await _connection.DisposeAsync();
    }

    private Task<T> WriteAsync<T>(Func<LedgerTables, T> work, CancellationToken cancellation) => _writes.RunAsync(work, cancellation);
}
