using System.Buffers;
using System.IO.Hashing;
using System.Net;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Batching;
using StoreScp.Receiving.Headers;
using StoreScp.Receiving.Instances;
using StoreScp.Receiving.Memory;
using StoreScp.Storage;

namespace StoreScp.Receiving;

/// <summary>
/// The Storage service of one association (PS3.4 Annex B): from a C-STORE-RQ to an instance that is durable, recorded and
/// only then acknowledged.
/// </summary>
/// <remarks>
/// <code>
///  C-STORE-RQ ─► 1 room ─► 2 header ─► 3 identity ─► 4 place ─► 5 object ═► 6 durable ─► 7 ledger ─► 8 lease ─► C-STORE-RSP
///                              │ where it arrived      in a batch   ▲
///                              └── bulk and trailer ────────────────┘ block by block, as they arrive
/// </code>
/// </remarks>
internal sealed class CStoreScp : ICStoreProvider
{
    internal const string PresentationAddressScheme = "dicom://";

    private readonly IInstanceStore _store;
    private readonly InstanceRecorder _recorder;
    private readonly Batches? _batches;
    private readonly ReceivingOptions _options;
    private readonly TimeProvider _time;
    private readonly BlockDuplexPipe _connection;
    private readonly HeaderReader _header;
    private readonly XxHash128 _hash = new();
    private readonly ArrayBufferWriter<byte> _fileMeta = new(1024);

    internal CStoreScp(IInstanceStore store, InstanceRecorder recorder, Batches? batches, ReceivingOptions options, TimeProvider time, BlockDuplexPipe connection)
    {
        _store = store;
        _recorder = recorder;
        _batches = batches;
        _options = options;
        _time = time;
        _connection = connection;
        _header = new HeaderReader(options.ReadLimits);
    }

    /// <inheritdoc/>
    public async ValueTask<CStoreOutcome> StoreAsync(
        CStoreRQ request, DataSetReader dataSet, AssociationContext association, CancellationToken cancellation)
    {
        try
        {
            await ReceiveAsync(request, dataSet, association, cancellation);
            return CStoreOutcome.Success;
        }
        catch (DicomDataException error)
        {
            return new CStoreOutcome(DimseStatus.CannotUnderstand, error.Message) { OffendingElement = error.Tag };
        }
        catch (StorageUnavailableException error)
        {
            throw new StoreFailureException(DimseStatus.OutOfResources, "The store cannot take the instance now", error);
        }
    }

    private async ValueTask ReceiveAsync(
        CStoreRQ request, DataSetReader dataSet, AssociationContext association, CancellationToken cancellation)
    {
        // :: Step 1: room, before a byte is read
        if (!_store.HasRoomFor(MemoryBudget.BlockBytes))
            throw new StoreFailureException(DimseStatus.OutOfResources, "The store is nearly full");
        var receipt = ReceiptId.Create(_time);

        // :: Step 2: the header, where it arrived
        var syntax = DicomTransferSyntax.FromUID(dataSet.PresentationContext.TransferSyntax);
        using var bytes = new ReceivedBytes(dataSet, _connection, _options.ScratchDirectory);
        var fields = await _header.ReadAsync(bytes, syntax, _options.ScratchDirectory, cancellation);

        // :: Step 3: who it is
        var check = IdentityCheck.Of(
            request.AffectedSOPClassUID, request.AffectedSOPInstanceUID, fields, syntax.UID, _options.InvalidUIDPolicy);

        // :: Step 4: its place in a batch of its study, which is not sealed before the answer
        using var place = await InstancePlace.FindAsync(_batches, _options.Routes, routes: null, check, receipt, cancellation);

        // :: Step 5: the object, which nobody sees yet
        await using var writer = await _store.CreateAsync(place.ObjectKey, cancellation);
        EncodeFileMeta(request, syntax, association);
        var contentLength = await WriteAsync(writer, bytes, cancellation);

        // :: Step 6: durable
        await place.CommitAsync(writer, _store, cancellation);

        // :: Step 7: recorded; an earlier instance of the same UID is found here
        var row = new InstanceRow
        {
            Receipt = receipt,
            Received = check.Identity,
            Stored = check.Identity,
            CallingAETitle = association.CallingAETitle,
            CalledAETitle = association.CalledAETitle,
            PeerAddress = association.Peer.Remote.ToString() ?? "",
            ImplementationClassUID = association.PeerImplementationClassUID,
            ImplementationVersionName = association.PeerImplementationVersionName,
            AssociationId = association.Peer.AssociationId,
            ObjectKey = place.ObjectKey,
            Bytes = writer.BytesWritten,
            ContentHash = HashText(),
            ContentLength = contentLength,
            Deliveries = place.Deliveries,
        };
        await RecordAsync(row, place, cancellation);
    }

    private async ValueTask RecordAsync(InstanceRow row, InstancePlace place, CancellationToken cancellation)
    {
        var outcome = await _recorder.RecordAsync(row, cancellation);
        if (outcome != RecordOutcome.Recorded)
            place.Withdraw(row.Bytes);
        if (outcome == RecordOutcome.Refused)
            throw new StoreFailureException(DimseStatus.NotAuthorized, "Another content of this SOPInstanceUID is stored");

        // :: Step 8: nobody can have sealed the batch without it
        if (outcome == RecordOutcome.Recorded)
            place.Acknowledge();
    }

    private void EncodeFileMeta(CStoreRQ request, DicomTransferSyntax syntax, AssociationContext association)
    {
        _fileMeta.ResetWrittenCount();
        new FileMetaInformation
        {
            MediaStorageSOPClassUID = request.AffectedSOPClassUID,
            MediaStorageSOPInstanceUID = request.AffectedSOPInstanceUID,
            TransferSyntaxUID = syntax.UID,
            SourceApplicationEntityTitle = association.CallingAETitle,
            SendingApplicationEntityTitle = association.CallingAETitle,
            ReceivingApplicationEntityTitle = association.CalledAETitle,
            SendingPresentationAddress = AddressOf(association.Peer.Remote),
            ReceivingPresentationAddress = AddressOf(association.Peer.Local),
        }.WriteTo(_fileMeta);
    }

    /// <summary>Writes the File Meta Information and the data set as received; returns the length of the data set in bytes.</summary>
    private async ValueTask<long> WriteAsync(IInstanceWriter writer, ReceivedBytes bytes, CancellationToken cancellation)
    {
        _hash.Reset();
        var fileMeta = _fileMeta.WrittenMemory;
        var length = 0L;
        await WriteChunkAsync(bytes.Kept);
        await _header.FollowAsync(bytes, WriteChunkAsync, cancellation);
        return length;

        ValueTask WriteChunkAsync(ReadOnlySequence<byte> chunk)
        {
            foreach (var segment in chunk)
                _hash.Append(segment.Span);
            length += chunk.Length;
            var written = chunk;
            if (!fileMeta.IsEmpty)
            {
                // What the header's search has kept goes first, in one write with the File Meta Information.
                written = PrefixedSequence.Of(fileMeta, chunk);
                fileMeta = default;
            }
            return writer.WriteAsync(written, cancellation);
        }
    }

    /// <summary>A DIMSE presentation address as the URI that (0002,0026–0028) ask for (PS3.10 §7.1).</summary>
    private static string AddressOf(EndPoint endPoint) => PresentationAddressScheme + endPoint;

    private string HashText()
    {
        Span<byte> hash = stackalloc byte[16];
        _hash.GetCurrentHash(hash);
        return Convert.ToHexStringLower(hash);
    }
}
