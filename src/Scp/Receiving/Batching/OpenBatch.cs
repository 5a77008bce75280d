using StoreScp.Storage;

namespace StoreScp.Receiving.Batching;

/// <summary>What this process knows of a batch it admits to. Guarded by the lock of <see cref="Batches"/>.</summary>
internal sealed class OpenBatch(BatchRow row, long now)
{
    private readonly HashSet<string> _instances = new(StringComparer.Ordinal);

    /// <summary>As the ledger has it.</summary>
    public BatchRow Row { get; } = row;

    public StudyKey Study { get; } = StudyKey.Of(row);

    /// <summary>The write of the batch row, before the first object.</summary>
    public required Task Added { get; init; }

    public int InFlight { get; private set; }

    public int Files { get; private set; }

    public long Bytes { get; private set; }

    public long OpenedAt { get; } = now;

    public long LastActivity { get; private set; } = now;

    /// <summary>Set once it takes no more; it is sealed when nothing is in flight.</summary>
    public SealReason? Closing { get; private set; }

    /// <summary>The lease has ended: the batch is the sweep's.</summary>
    public bool IsAbandoned { get; set; }

    public void Close(SealReason reason) => Closing ??= reason;

    /// <summary>False when it has, or may have, an object of this UID already: a prefix holds one content of each.</summary>
    public bool TryAdmit(string sopInstanceUID, long now)
    {
        if (Closing is not null || IsAbandoned || !_instances.Add(sopInstanceUID))
            return false;
        InFlight++;
        LastActivity = now;
        return true;
    }

    public void Settle(long bytes)
    {
        Files++;
        Bytes += bytes;
    }

    public void Unsettle(long bytes)
    {
        Files--;
        Bytes -= bytes;
    }

    public void Leave(string sopInstanceUID, bool mayHaveObject, long now)
    {
        InFlight--;
        LastActivity = now;
        if (!mayHaveObject)
            _instances.Remove(sopInstanceUID);
    }
}
