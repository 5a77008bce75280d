using Microsoft.Data.Sqlite;

namespace StoreScp.Storage.Local;

/// <summary>The writes of the ledger as prepared statements; each runs inside the transaction of a group commit.</summary>
internal sealed class LedgerTables(SqliteConnection connection) : IDisposable
{
    private readonly Statement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(connection, "COMMIT");
    private readonly Statement _rollback = new(connection, "ROLLBACK");

    private readonly Statement _insert = new(connection,
        $"""
        INSERT INTO instance ({InstanceColumns.Names}) VALUES ({string.Join(',', Enumerable.Repeat('?', InstanceColumns.Count))})
        ON CONFLICT (received_sop_instance, ordinal) DO NOTHING
        """);

    private readonly Statement _select = new(connection,
        $"SELECT {InstanceColumns.Names} FROM instance WHERE received_sop_instance = ? ORDER BY ordinal");

    private readonly Statement _insertDuplicate = new(connection, "INSERT OR IGNORE INTO duplicate VALUES (?, ?, ?, ?, ?, ?)");

    private readonly Statement _selectDeliveries = new(connection,
        "SELECT receipt, deliveries, batch, details FROM instance WHERE received_sop_instance = ? AND ordinal = ?");

    private readonly Statement _updateDeliveries = new(connection,
        "UPDATE instance SET deliveries = ?, batch = ?, details = ?, object_key = coalesce(?, object_key) WHERE received_sop_instance = ? AND ordinal = ?");

    private readonly FurtherBatches _furtherBatches = new(connection);

    public CommitmentTable Commitments { get; } = new(connection);

    public ForwardTable Forwards { get; } = new(connection);

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    public BatchTables Batches { get; } = new(connection);

    private Statement[] All => [_begin, _commit, _rollback, _insert, _select, _insertDuplicate, _selectDeliveries, _updateDeliveries];

    public void Rollback()
    {
        foreach (var statement in (Statement[])[.. All, .. Batches.All])
            statement.Reset();
        Commitments.Reset();
        Forwards.Reset();
        _furtherBatches.Reset();
        // SQLite has rolled back by itself after the worst errors.
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
            _rollback.Run();
    }

    public AddOutcome Add(InstanceRow row)
    {
        InstanceColumns.Bind(_insert, row);
        if (_insert.Run() == 1)
        {
            _furtherBatches.Add(row.Receipt, row.Deliveries);
            Forwards.Add(row);
            return AddOutcome.Added;
        }
        _select.Bind(row.Received.SOPInstanceUID);
        List<InstanceRow> existing = [];
        while (_select.Step())
            existing.Add(InstanceColumns.Read(_select));
        return existing.Exists(other => other.Receipt == row.Receipt) ? AddOutcome.AlreadyThere : AddOutcome.Conflict(existing);
    }

    public bool AddDuplicate(DuplicateRow duplicate) =>
        _insertDuplicate
            .Bind(duplicate.Receipt).Bind(duplicate.Kept.ReceivedSOPInstanceUID).Bind(duplicate.Kept.Ordinal)
            .Bind(duplicate.CallingAETitle).Bind(duplicate.PeerAddress).Bind(duplicate.AssociationId)
            .Run() == 1;

    /// <summary>Replaces deliveries that are in flight by what <paramref name="finish"/> makes of them; false when none changed.</summary>
    public bool Finish(InstanceRowKey key, Func<Delivery, Delivery> finish, ObjectKey? objectKey) =>
        Change(key, delivery => delivery.IsFinal ? delivery : finish(delivery), objectKey);

    /// <summary>Replaces deliveries by what <paramref name="change"/> makes of them, and the name of their object if one is given; false when none changed.</summary>
    public bool Change(InstanceRowKey key, Func<Delivery, Delivery> change, ObjectKey? objectKey)
    {
        if (!_selectDeliveries.Bind(key.ReceivedSOPInstanceUID).Bind(key.Ordinal).Step())
            return false;
        var receipt = _selectDeliveries.ReadReceipt();
        var before = InstanceColumns.ReadDeliveries(_selectDeliveries);
        _selectDeliveries.Reset();
        var changes = new DeliveryChanges(before, change, objectKey);
        if (!changes.Any)
            return false;
        var after = changes.After;
        _updateDeliveries
            .Bind(DeliveriesText.Write(after)).Bind(DeliveryDetails.BatchOf(after)).Bind(DeliveryDetails.Write(after)).Bind(changes.ObjectKeyOfRow?.Value)
            .Bind(key.ReceivedSOPInstanceUID).Bind(key.Ordinal)
            .Run();
        _furtherBatches.Change(receipt, before, after);
        foreach (var ended in changes.EndedForwards)
            Forwards.End(receipt, ended);
        return true;
    }

    /// <summary>Puts a failed forward into the queue again, and its delivery in flight.</summary>
    public bool Redrive(ForwardRow failed, DateTimeOffset now)
    {
        if (!Forwards.Requeue(failed, now))
            return false;
        return Change(
            failed.Instance,
            old => old.Route == failed.Key.Route && old.State == DeliveryState.Failed ? old with { State = DeliveryState.Stored, Reason = null, EndedAt = null } : old,
            objectKey: null);
    }

    public void Dispose()
    {
        Batches.Dispose();
        foreach (var statement in All)
            statement.Dispose();
        Commitments.Dispose();
        Forwards.Dispose();
        _furtherBatches.Dispose();
    }
}
