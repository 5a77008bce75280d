using StoreScp.Storage;

namespace StoreScp.Import.Tests;

/// <summary>Adopts an object by its name alone; the receiver's own adopter reads it.</summary>
internal sealed class RowPerObject(ILedger ledger, TimeProvider time) : IOrphanAdopter
{
    public static InstanceRow Row(ObjectKey key, BatchId batch, string study, ReceiptId receipt)
    {
        var identity = new InstanceIdentity
        {
            SOPClassUID = "1.2.840.10008.5.1.4.1.1.2",
            SOPInstanceUID = ObjectKeys.SOPInstanceUIDOf(key)!,
            StudyInstanceUID = study,
            SeriesInstanceUID = study + ".1",
            TransferSyntaxUID = "1.2.840.10008.1.2.1",
        };
        return new InstanceRow
        {
            Receipt = receipt,
            Received = identity,
            Stored = identity,
            CallingAETitle = "CT1",
            CalledAETitle = "STORESCP",
            PeerAddress = "192.0.2.7",
            AssociationId = "A1",
            ObjectKey = key,
            Bytes = 10,
            ContentHash = "00112233445566778899aabbccddeeff",
            ContentLength = 10,
            Deliveries = [new Delivery(Delivery.DefaultRoute, DeliveryState.Stored) { Batch = batch }],
        };
    }

    public async ValueTask<bool> TryAdoptAsync(StoredObject orphan, CancellationToken cancellation)
    {
        if (!ObjectKeys.TryGetBatch(orphan.Key, out var batch))
            return false;
        await ledger.AddAsync(Row(orphan.Key, batch, "1.2.3", ReceiptId.ForOrphan(orphan.Key, time.GetUtcNow())), cancellation);
        return true;
    }
}
