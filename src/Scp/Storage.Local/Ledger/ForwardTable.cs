using Microsoft.Data.Sqlite;

namespace StoreScp.Storage.Local;

/// <summary>The writes of the forwarding queue as prepared statements; each runs inside the transaction of a group commit.</summary>
internal sealed class ForwardTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insert = new(connection,
        $"INSERT INTO forward ({ForwardColumns.Names}) VALUES ({string.Join(',', Enumerable.Repeat('?', ForwardColumns.Count))})");

    private readonly Statement _update = new(connection,
        $"UPDATE forward SET version = version + 1, {ForwardColumns.Changes} WHERE receipt = ? AND route = ? AND version = ? AND next_attempt_at IS NOT NULL");

    private readonly Statement _end = new(connection,
        "UPDATE forward SET version = version + 1, state = ?, reason = ?, ended_at = ?, next_attempt_at = NULL WHERE receipt = ? AND route = ?");

    private readonly Statement _requeue = new(connection,
        $"""
        UPDATE forward SET version = version + 1, state = {(int)ForwardState.Waiting}, owner = NULL, attempts = 0, queued_at = ?, next_attempt_at = ?, ended_at = NULL
        WHERE receipt = ? AND route = ? AND version = ? AND state = {(int)ForwardState.Failed}
        """);

    private Statement[] All => [_insert, _update, _end, _requeue];

    /// <summary>Queues what the instance is to be forwarded to.</summary>
    public void Add(InstanceRow row)
    {
        foreach (var forward in ForwardRow.NewOf(row))
            ForwardColumns.Bind(_insert, forward).Run();
    }

    public ForwardRow? Update(ForwardRow forward) =>
        ForwardColumns.BindChanges(_update, forward).Bind(forward.Key.Receipt).Bind(forward.Key.Route).Bind(forward.Version).Run() == 1
            ? forward with { Version = forward.Version + 1 }
            : null;

    /// <summary>Ends the forward as its delivery did.</summary>
    public void End(ReceiptId receipt, Delivery delivery)
    {
        var state = delivery.State switch
        {
            DeliveryState.Forwarded => ForwardState.Forwarded,
            DeliveryState.Superseded => ForwardState.Superseded,
            _ => ForwardState.Failed,
        };
        _end.Bind((long)state).Bind(delivery.Reason).Bind(delivery.EndedAt).Bind(receipt).Bind(delivery.Route).Run();
    }

    public bool Requeue(ForwardRow failed, DateTimeOffset now) =>
        _requeue.Bind(now).Bind(now).Bind(failed.Key.Receipt).Bind(failed.Key.Route).Bind(failed.Version).Run() == 1;

    public void Reset()
    {
        foreach (var statement in All)
            statement.Reset();
    }

    public void Dispose()
    {
        foreach (var statement in All)
            statement.Dispose();
    }
}
