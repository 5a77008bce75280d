using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace StoreScp.Storage.Local;

/// <summary>Reads <c>ledger.db</c> while a server writes it or none runs; never writes, never creates it.</summary>
public sealed partial class SqliteLedgerReader : ILedgerReader
{
    // A page is one short read transaction: a long one would keep the write-ahead log from being reused.
    private const int PageSize = 500;

    private const int MaximumIdleConnections = 4;

    private const string WithBatch = "instance LEFT JOIN batch ON batch_id = instance.batch";

    private readonly string _path;
    private readonly TimeSpan _lockTimeout;
    private readonly ConcurrentBag<SqliteConnection> _idle = [];

    internal SqliteLedgerReader(string path, TimeSpan lockTimeout)
    {
        _path = path;
        _lockTimeout = lockTimeout;
    }

    /// <param name="storagePath">The storage folder.</param>
    /// <exception cref="StorageSetupException">There is no ledger, or it cannot be read.</exception>
    public static SqliteLedgerReader Open(string storagePath)
    {
        var path = new StorageFolder(storagePath).Ledger;
        var lockTimeout = new LocalStorageOptions { Path = storagePath }.LedgerLockTimeout;
        var reader = new SqliteLedgerReader(path, lockTimeout);
        reader._idle.Add(LedgerFile.OpenForReading(path, lockTimeout));
        return reader;
    }

    public async ValueTask<IReadOnlyList<InstanceRow>> FindByReceivedAsync(string sopInstanceUID, CancellationToken cancellation) =>
        await ReadAsync<IReadOnlyList<InstanceRow>>(connection =>
        {
            using var select = new Statement(connection,
                $"SELECT {InstanceColumns.Names} FROM instance WHERE received_sop_instance = ? ORDER BY ordinal");
            return ReadRows(select.Bind(sopInstanceUID));
        }, cancellation);

    public async ValueTask<bool> HasObjectAsync(ObjectKey key, CancellationToken cancellation) => await ReadAsync(connection =>
    {
        // Its own object, or a copy for a further data store: a key has no character that JSON escapes.
        const string Owns = "(object_key = ? OR instr(details, ?))";
        var inDetails = $"\"{key}\"";
        // Our own names carry the receipt or the instance; looking for a foreign one reads the whole table, and is rare.
        if (ObjectKeys.TryGetReceipt(key, out var receipt))
        {
            using var byReceipt = new Statement(connection, $"SELECT 1 FROM instance WHERE receipt = ? AND {Owns}");
            return byReceipt.Bind(receipt).Bind(key.Value).Bind(inDetails).Step();
        }
        if (ObjectKeys.SOPInstanceUIDOf(key) is { } uid)
        {
            using var byInstance = new Statement(connection,
                $"SELECT 1 FROM instance WHERE (received_sop_instance = ? OR stored_sop_instance = ?) AND {Owns}");
            return byInstance.Bind(uid).Bind(uid).Bind(key.Value).Bind(inDetails).Step();
        }
        using var select = new Statement(connection, $"SELECT 1 FROM instance WHERE {Owns}");
        return select.Bind(key.Value).Bind(inDetails).Step();
    }, cancellation);

    public async IAsyncEnumerable<InstanceRow> ListInstancesAsync(
        InstanceQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var left = query.Limit ?? int.MaxValue;
        ReceiptId? before = null;
        List<InstanceRow> page;
        do
        {
            page = await ReadPageAsync(new InstanceFilter(query, before), Math.Min(left, PageSize), cancellation);
            foreach (var row in page)
                yield return row;
            left -= page.Count;
            before = page.Count == 0 ? null : page[^1].Receipt;
        }
        while (page.Count == PageSize && left > 0);
    }

    public async IAsyncEnumerable<StudySummary> ListStudiesAsync(
        InstanceQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var studies = await ReadAsync(connection => ReadStudies(connection, new InstanceFilter(query)), cancellation);
        foreach (var study in studies.OrderByDescending(study => study.LastReceivedAt).Take(query.Limit ?? int.MaxValue))
            yield return study;
    }

    public async ValueTask<LedgerTotals> CountAsync(CancellationToken cancellation) => await ReadAsync(connection =>
    {
        // One transaction: a row must not appear between the two counts.
        using var transaction = connection.BeginTransaction(deferred: true);
        var deliveries = new DeliveryCounts();
        long instances = 0, bytes = 0;
        using var groups = new Statement(connection,
            $"SELECT deliveries, {DeliveryProgress.Column} AS progress, count(*), sum(bytes) FROM {WithBatch} GROUP BY deliveries, progress");
        while (groups.Step())
        {
            var text = groups.ReadText();
            var progress = groups.ReadNullableText();
            var rows = groups.ReadInt64();
            deliveries.Add(text, progress, rows);
            instances += rows;
            bytes += groups.ReadInt64();
        }
        var duplicates = Sql.Scalar(connection, "SELECT count(*) FROM duplicate");
        return new LedgerTotals { Instances = instances, Duplicates = duplicates, Bytes = bytes, Deliveries = deliveries.ByState };
    }, cancellation);

    public ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<List<InstanceRow>> ReadPageAsync(InstanceFilter filter, int size, CancellationToken cancellation) => ReadAsync(connection =>
    {
        using var select = new Statement(connection,
            $"SELECT {InstanceColumns.Names}, {DeliveryProgress.Column} FROM {WithBatch} {filter.Where} ORDER BY receipt DESC LIMIT ?");
        filter.Bind(select).Bind(size);
        List<InstanceRow> rows = [];
        while (select.Step())
            rows.Add(DeliveryProgress.Of(InstanceColumns.Read(select), select.ReadNullableText()));
        return rows;
    }, cancellation);

    private static List<InstanceRow> ReadRows(Statement select)
    {
        List<InstanceRow> rows = [];
        while (select.Step())
            rows.Add(InstanceColumns.Read(select));
        return rows;
    }

    private static List<StudySummary> ReadStudies(SqliteConnection connection, InstanceFilter filter)
    {
        Dictionary<string, StudyAccumulator> studies = new(StringComparer.Ordinal);
        using var groups = new Statement(connection,
            $"SELECT study, {StudyAccumulator.Columns} FROM {WithBatch} {filter.Where} GROUP BY study, deliveries, progress");
        filter.Bind(groups);
        while (groups.Step())
        {
            var uid = groups.ReadText();
            if (!studies.TryGetValue(uid, out var study))
                studies.Add(uid, study = new StudyAccumulator(uid));
            study.Add(groups);
        }
        return [.. studies.Values.Select(study => study.ToSummary())];
    }

    /// <summary>Reads on a connection of its own, off the caller's thread.</summary>
    internal Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellation) => Task.Run(() =>
    {
        try
        {
            var connection = _idle.TryTake(out var idle) ? idle : LedgerFile.OpenForReading(_path, _lockTimeout);
            try
            {
                return read(connection);
            }
            finally
            {
                if (_idle.Count < MaximumIdleConnections)
                    _idle.Add(connection);
                else
                    connection.Dispose();
            }
        }
        catch (Exception exception) when (exception is SqliteException or StorageSetupException)
        {
            throw new StorageUnavailableException($"The ledger cannot be read: {exception.Message}", exception);
        }
    }, cancellation);
}
