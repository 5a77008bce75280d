using System.Buffers;
using System.IO.Hashing;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Headers;
using StoreScp.Receiving.Instances;
using StoreScp.Storage;

namespace StoreScp.Receiving;

/// <summary>
/// Gives a row to an object that lost its process between steps 5 and 6 of <see cref="CStoreScp"/>: whole, but never
/// acknowledged. What cannot be read to its last byte is left to the sweep's quarantine.
/// </summary>
public sealed class OrphanAdopter(IInstanceStore store, ILedger ledger, ReceivingOptions options) : IOrphanAdopter
{
    /// <summary>In place of an association's id, which nobody knows any more.</summary>
    public const string AssociationId = "adopted";

    /// <summary>Why an adopted object goes nowhere. Its sender was not told Success and sends again.</summary>
    internal const string WasQuarantined = "Adopted after a crash: it had been put into quarantine";

    /// <inheritdoc cref="WasQuarantined"/>
    internal const string RoutesUnknown = "Adopted after a crash: the destinations that it was meant for are not known";

    private const int ChunkBytes = 64 * 1024;

    // Nothing that is stored may be refused now: a second content is kept, an unusable UID goes to quarantine.
    private readonly InstanceRecorder _recorder = new(store, ledger, DuplicatePolicy.KeepBoth);

    /// <inheritdoc/>
    public async ValueTask<bool> TryAdoptAsync(StoredObject orphan, CancellationToken cancellation)
    {
        var isImported = ObjectKeys.TryGetBatch(orphan.Key, out var batch);
        if (!ObjectKeys.TryGetReceipt(orphan.Key, out var receipt))
        {
            if (!isImported)
                return false;
            receipt = ReceiptId.ForOrphan(orphan.Key, orphan.LastWritten);
        }
        if (await store.OpenReadAsync(orphan.Key, cancellation) is not { } stream)
            return true;

        await using (stream)
        {
            try
            {
                var row = await ReadAsync(stream, orphan, receipt, cancellation);
                if (isImported && row.Stored.SOPInstanceUID != ObjectKeys.SOPInstanceUIDOf(orphan.Key))
                    return false;
                row = isImported ? row with { Deliveries = [DeliveryIn(batch, orphan.Key)] }
                    : ObjectKeys.IsQuarantined(orphan.Key) ? InQuarantine(row)
                    : row with { Deliveries = DeliveriesBesideBatches(row) };
                await _recorder.RecordAsync(row, cancellation);
                return true;
            }
            catch (Exception error) when (error is DicomDataException or StoreFailureException)
            {
                return false;
            }
        }
    }

    /// <summary>In the folder of a batch, one delivery is certain; each further one has an object of its own, or comes with the next receipt.</summary>
    private Delivery DeliveryIn(BatchId batch, ObjectKey key) =>
        new(options.Routes.NameOfDatastore(ObjectKeys.DatastoreIdOf(key)!), DeliveryState.Stored) { Batch = batch };

    /// <summary>
    /// Kept as it was received, and put there for a reason that nobody knows any more. Whether a handler protects patients neither: with a key
    /// for the ledger it tells nobody who it was.
    /// </summary>
    private InstanceRow InQuarantine(InstanceRow row)
    {
        var identity = options.IdentifierProtection?.Protect(row.Received) ?? row.Received;
        var reason = row.Deliveries.FirstOrDefault(delivery => delivery.State == DeliveryState.Quarantined)?.Reason ?? WasQuarantined;
        return row with { Received = identity, Stored = identity, Deliveries = [new Delivery(Delivery.DefaultRoute, DeliveryState.Quarantined, reason)] };
    }

    private IReadOnlyList<Delivery> DeliveriesBesideBatches(InstanceRow row) => options.Routes.HasForwards && row.Deliveries.Any(delivery => !delivery.IsFinal)
        ? [new Delivery(Delivery.DefaultRoute, DeliveryState.Quarantined, RoutesUnknown)]
        : row.Deliveries;

    private async ValueTask<InstanceRow> ReadAsync(Stream stream, StoredObject orphan, ReceiptId receipt, CancellationToken cancellation)
    {
        using var file = DicomFile.Open(stream, options.ReadLimits, leaveOpen: true);
        var meta = file.Meta ?? throw new DicomDataException("The object has no File Meta Information");
        file.ReadTrailer();
        var check = IdentityCheck.Of(
            meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID, HeaderFields.Of(file.Header), meta.TransferSyntaxUID ?? file.TransferSyntax.UID,
            InvalidUIDPolicy.Quarantine);
        return new InstanceRow
        {
            Receipt = receipt,
            Received = check.Identity,
            Stored = check.Identity,
            CallingAETitle = meta.SendingApplicationEntityTitle ?? "",
            CalledAETitle = meta.ReceivingApplicationEntityTitle ?? "",
            PeerAddress = (meta.SendingPresentationAddress ?? "").Replace(FileMetaEncoder.PresentationAddressScheme, "", StringComparison.Ordinal),
            AssociationId = AssociationId,
            ObjectKey = orphan.Key,
            Bytes = orphan.Length,
            ContentHash = await HashAsync(stream, file.DataSetPosition, cancellation),
            ContentLength = orphan.Length - file.DataSetPosition,
            Deliveries = check.Deliveries(),
        };
    }

    private static async ValueTask<string> HashAsync(Stream stream, long from, CancellationToken cancellation)
    {
        stream.Position = from;
        var hash = new XxHash128();
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (int length; (length = await stream.ReadAsync(chunk, cancellation)) > 0;)
                hash.Append(chunk.AsSpan(0, length));
            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
