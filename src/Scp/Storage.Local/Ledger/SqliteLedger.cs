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
        Commitments = new SqliteCommitments(_writes, reader);
    }

    /// <summary>The storage commitment transactions of this ledger, open as long as it is.</summary>
    public ICommitmentLedger Commitments { get; }

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
            tables => tables.Finish(key, delivery => delivery with { State = DeliveryState.Superseded, Reason = reason }), cancellation);
    }

    public async ValueTask<bool> FinishAsync(InstanceRowKey key, Delivery delivery, CancellationToken cancellation)
    {
        if (!delivery.IsFinal)
            throw new ArgumentException("A delivery finishes in a final state.", nameof(delivery));
        return await WriteAsync(tables => tables.Finish(key, old => old.Route == delivery.Route ? delivery : old), cancellation);
    }

    public ValueTask<IReadOnlyList<InstanceRow>> FindByReceivedAsync(string sopInstanceUID, CancellationToken cancellation) =>
        _reader.FindByReceivedAsync(sopInstanceUID, cancellation);

    public ValueTask<bool> HasObjectAsync(ObjectKey key, CancellationToken cancellation) => _reader.HasObjectAsync(key, cancellation);

    public IAsyncEnumerable<InstanceRow> ListInstancesAsync(InstanceQuery query, CancellationToken cancellation) =>
        _reader.ListInstancesAsync(query, cancellation);

    public IAsyncEnumerable<StudySummary> ListStudiesAsync(InstanceQuery query, CancellationToken cancellation) =>
        _reader.ListStudiesAsync(query, cancellation);

    public ValueTask<LedgerTotals> CountAsync(CancellationToken cancellation) => _reader.CountAsync(cancellation);

    /// <summary>Commits what waits; the last connection to close copies the write-ahead log into the database and removes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await _checkpointer.DisposeAsync();
        await _reader.DisposeAsync();
        _tables.Dispose();
        await _connection.DisposeAsync();
    }

    private Task<T> WriteAsync<T>(Func<LedgerTables, T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return _writes.RunAsync(work).WaitAsync(cancellation);
    }
}
