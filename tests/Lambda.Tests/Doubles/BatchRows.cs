using Microsoft.Extensions.Time.Testing;
using StoreScp.Storage;

namespace StoreScp.Lambda.Tests;

/// <summary>Synthetic instances of a batch.</summary>
internal static class BatchRows
{
    /// <summary>Received so long ago, and in flight.</summary>
    public static InstanceRow Row(BatchRow batch, string sopInstance, TimeSpan ago)
    {
        var identity = new InstanceIdentity
        {
            SOPClassUID = "1.2.840.10008.5.1.4.1.1.2",
            SOPInstanceUID = sopInstance,
            StudyInstanceUID = batch.StudyInstanceUID,
            SeriesInstanceUID = batch.StudyInstanceUID + ".1",
            TransferSyntaxUID = "1.2.840.10008.1.2.1",
        };
        return new InstanceRow
        {
            Receipt = ReceiptId.Create(new FakeTimeProvider(TimeProvider.System.GetUtcNow() - ago)),
            Received = identity,
            Stored = identity,
            CallingAETitle = "CT1",
            CalledAETitle = "STORESCP",
            PeerAddress = "192.0.2.7",
            AssociationId = "A1",
            ObjectKey = ObjectKeys.ForImport(batch.DatastoreId, batch.Id, sopInstance),
            Bytes = 10,
            ContentHash = "00112233445566778899aabbccddeeff",
            ContentLength = 10,
            Deliveries = [new Delivery(Delivery.DefaultRoute, DeliveryState.Stored) { Batch = batch.Id }],
        };
    }
}
