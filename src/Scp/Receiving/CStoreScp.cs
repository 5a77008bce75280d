using System.Buffers;
using System.IO.Hashing;
using System.Net;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
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
///  C-STORE-RQ ─► 1 room ─► 2 header ─► 3 identity ─► 4 object ═► 5 durable ─► 6 ledger ─► C-STORE-RSP
///                              │ where it arrived        ▲
///                              └── bulk and trailer ─────┘ block by block, as they arrive
/// </code>
/// </remarks>
internal sealed class CStoreScp : ICStoreProvider
{
    internal const string PresentationAddressScheme = "dicom://";

    private readonly IInstanceStore _store;
    private readonly InstanceRecorder _recorder;
    private readonly ReceivingOptions _options;
    private readonly TimeProvider _time;
    private readonly BlockDuplexPipe _connection;
    private readonly HeaderReader _header;
    private readonly XxHash128 _hash = new();
    private readonly ArrayBufferWriter<byte> _fileMeta = new(1024);

    internal CStoreScp(IInstanceStore store, InstanceRecorder recorder, ReceivingOptions options, TimeProvider time, BlockDuplexPipe connection)
    {
        _store = store;
        _recorder = recorder;
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

        // :: Step 4: the object, which nobody sees yet
        var key = check.KeyFor(receipt);
        await using var writer = await _store.CreateAsync(key, cancellation);
        EncodeFileMeta(request, syntax, association);
        var contentLength = await WriteAsync(writer, bytes, cancellation);

        // :: Step 5: durable
        await writer.CommitAsync(cancellation);

        // :: Step 6: recorded; an earlier instance of the same UID is found here
        await _recorder.RecordAsync(
            new InstanceRow
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
                ObjectKey = key,
                Bytes = writer.BytesWritten,
                ContentHash = HashText(),
                ContentLength = contentLength,
                Deliveries = check.Deliveries(),
            },
            cancellation);
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
        // What the header's search has kept goes first, in one write with the File Meta Information.
        var chunk = bytes.Kept;
        var written = PrefixedSequence.Of(_fileMeta.WrittenMemory, chunk);
        var length = 0L;
        while (true)
        {
            foreach (var segment in chunk)
                _hash.Append(segment.Span);
            length += chunk.Length;
            await writer.WriteAsync(written, cancellation);
            if (bytes.IsCompleted)
                break;
            bytes.StopKeeping();
            written = chunk = await bytes.ReadAsync(cancellation);
            _header.Follow(chunk);
        }
        _header.Complete();
        return length;
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
