using StoreScp.Receiving.Batching;
using StoreScp.Storage;

namespace StoreScp.Receiving.Instances;

/// <summary>Where one instance goes: the name of its object, and the batch that is not sealed before the instance is answered.</summary>
internal sealed class InstancePlace : IDisposable
{
    private readonly List<Admission> _admissions = [];
    private readonly IReadOnlyList<Delivery> _deliveries;

    private InstancePlace(ObjectKey key, IReadOnlyList<Delivery> deliveries) => (ObjectKey, _deliveries) = (key, deliveries);

    public ObjectKey ObjectKey { get; private set; }

    public IReadOnlyList<Delivery> Deliveries =>
        Admission is { } admission ? [.. _deliveries.Select(delivery => delivery with { Batch = admission.BatchId })] : _deliveries;

    private Admission? Admission => _admissions.Count == 0 ? null : _admissions[^1];

    /// <param name="batches">Null where nothing is imported.</param>
    public static async ValueTask<InstancePlace> FindAsync(Batches? batches, IdentityCheck check, ReceiptId receipt, CancellationToken cancellation)
    {
        if (batches is null || check.Quarantine is not null)
            return new InstancePlace(check.KeyFor(receipt), check.Deliveries());
        var admission = await batches.AdmitAsync(check.Identity.StudyInstanceUID, check.Identity.SOPInstanceUID, cancellation);
        var place = new InstancePlace(admission.ObjectKey, check.Deliveries());
        place._admissions.Add(admission);
        return place;
    }

    /// <summary>Apart from every batch, under a hash of the UID.</summary>
    public static InstancePlace InQuarantine(string sopInstanceUID, string reason, ReceiptId receipt) =>
        new(ObjectKeys.ForQuarantine(sopInstanceUID, receipt), [new Delivery(Delivery.DefaultRoute, DeliveryState.Quarantined, reason)]);

    /// <summary>Makes the object durable; one that does not fit into its batch moves to another.</summary>
    public async ValueTask CommitAsync(IInstanceWriter writer, IInstanceStore store, CancellationToken cancellation)
    {
        if (Admission is { } first)
            first.MayHaveObject = true;
        await writer.CommitAsync(cancellation);
        if (Admission is not { } admission)
            return;
        var settled = await admission.SettleAsync(writer.BytesWritten, cancellation);
        if (settled == admission)
            return;
        settled.MayHaveObject = true;
        _admissions.Add(settled);
        await store.MoveAsync(ObjectKey, settled.ObjectKey, cancellation);
        ObjectKey = settled.ObjectKey;
    }

    /// <summary>The object of so many bytes is deleted again.</summary>
    public void Withdraw(long bytes) => Admission?.Withdraw(bytes);

    /// <inheritdoc cref="Admission.Acknowledge"/>
    public void Acknowledge() => Admission?.Acknowledge();

    public void Dispose() => _admissions.ForEach(admission => admission.Dispose());
}
