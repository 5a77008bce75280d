using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Headers;
using StoreScp.Receiving.Instances;
using StoreScp.Storage;

namespace StoreScp.Receiving.PreStore;

/// <summary>Makes durable what handlers decided: object and row, or the row alone.</summary>
internal sealed class HandledStorage(ReceivingServices services, AssociationContext association, ContentDigest digest)
{
    private const int SmallBuffer = 16 * 1024;

    /// <summary>For the next instance; null while one has it.</summary>
    private ArrayBufferWriter<byte>? _spare;

    /// <summary>Stores the instance as its handlers left it.</summary>
    public async ValueTask StoreAsync(HandledData data, IHandledInstance handled, CancellationToken cancellation)
    {
        // Handlers may have mended what is no UID; the site's policy is for what is left.
        var fields = HeaderFields.Of(handled.Header);
        var check = IdentityCheck.Of(fields.SOPClassUID, fields.SOPInstanceUID, fields, handled.TransferSyntax.UID, services.Options.InvalidUIDPolicy);
        if (check.Quarantine is { } reason)
        {
            await QuarantineAsync(data, handled, reason, cancellation);
            return;
        }
        using var place = await InstancePlace.FindAsync(services.Batches, services.Options.Routes, handled.Routes, check, data.Receipt, cancellation);
        await using var writer = await services.Store.CreateAsync(place.ObjectKey, cancellation);
        try
        {
            await WriteHandledAsync(data, handled, writer, cancellation);
        }
        catch (BulkFailedException e)
        {
            await RefuseAsync(data, handled, DimseStatus.OutOfResources, e.Message, cancellation);
        }
        if (handled.Decision == PreStoreDecision.Refuse)
            await RefuseAsync(data, handled, handled.Status, handled.Reason, cancellation);
        await place.CommitAsync(writer, services.Store, cancellation);
        var isSame = data.Recorded == check.Identity;
        var row = RowOf(data, handled, isSame ? data.Recorded : check.Identity) with
        {
            ObjectKey = place.ObjectKey,
            Bytes = writer.BytesWritten,
            // What was inflated to be looked at to its end is deflated anew: the same data set in other bytes.
            IsModified = handled.IsModified || (handled.WantsTrailer && data.Syntax.IsDeflated),
            Deliveries = place.Deliveries,
        };
        await services.Recorder.RecordAsync(row, place, cancellation);
    }

    /// <summary>Keeps the instance as it was received, under a name that tells nothing, and out of every batch.</summary>
    public async ValueTask QuarantineAsync(HandledData data, IHandledInstance handled, string reason, CancellationToken cancellation)
    {
        using var place = InstancePlace.InQuarantine(data.Recorded.SOPInstanceUID, reason, data.Receipt);
        await using var writer = await services.Store.CreateAsync(place.ObjectKey, cancellation);
        await WriteReceivedAsync(data, handled, writer, cancellation);
        await place.CommitAsync(writer, services.Store, cancellation);
        var row = RowOf(data, handled, data.Recorded) with { ObjectKey = place.ObjectKey, Bytes = writer.BytesWritten, Deliveries = place.Deliveries };
        await services.Recorder.RecordAsync(row, place, cancellation);
    }

    /// <summary>Reads the rest and keeps that it came.</summary>
    public async ValueTask DiscardAsync(HandledData data, IHandledInstance handled, CancellationToken cancellation)
    {
        handled.ReleaseHeader();
        data.Header.Release();
        if (data.Spooled is null)
        {
            while (!(await data.Header.Tail.ReadAsync(cancellation)).IsEmpty)
            {
                // Read to the end: its hash and length go into the row.
            }
        }
        await RecordWithoutObjectAsync(data, handled, DeliveryState.Discarded, handled.Reason, digest.HashText, cancellation);
    }

    /// <exception cref="StoreFailureException">Always, when the row is written: the peer keeps the instance.</exception>
    public async ValueTask RefuseAsync(
        HandledData data, IHandledInstance handled, DimseStatus status, string reason, CancellationToken cancellation)
    {
        await RecordWithoutObjectAsync(data, handled, DeliveryState.Failed, $"Refused with {status}: {reason}", contentHash: "", cancellation);
        // Of a handler that failed these are the host's words, of one that decided so its own.
        throw new StoreFailureException(status, reason) { IsCommentPrivate = !handled.Handlers.Any(handler => handler.HasFailed) };
    }

    private async ValueTask WriteHandledAsync(HandledData data, IHandledInstance handled, IInstanceWriter writer, CancellationToken cancellation)
    {
        if (!handled.IsModified && !handled.WantsTrailer)
        {
            await WriteReceivedAsync(data, handled, writer, cancellation);
            return;
        }
        var fileMeta = FileMeta(handled.Header.GetUID(DicomTag.SOPClassUID), handled.Header.GetUID(DicomTag.SOPInstanceUID), handled.TransferSyntax);
        await using var output = await DataSetOutput.BeginAsync(writer, handled.TransferSyntax, fileMeta, cancellation);
        if (data.Spooled is null)
            await HandledWriter.WriteAsync(handled, data.Header, output, services.Options.ScratchDirectory, cancellation);
        else
            await HandledWriter.WriteWholeAsync(handled, data.Header, output, cancellation);
        if (handled.Decision == PreStoreDecision.Store)
            await output.CompleteAsync(cancellation);
        _spare = output.Buffer;
    }

    /// <summary>Byte for byte as it came.</summary>
    private async ValueTask WriteReceivedAsync(HandledData data, IHandledInstance handled, IInstanceWriter writer, CancellationToken cancellation)
    {
        handled.ReleaseHeader();
        var fileMeta = FileMeta(data.Header.Fields.SOPClassUID, data.Header.Fields.SOPInstanceUID, data.Syntax);
        await writer.WriteAsync(new ReadOnlySequence<byte>(fileMeta.WrittenMemory), cancellation);
        _spare = fileMeta;
        if (data.Spooled is { } spooled)
            await spooled.WriteReceivedAsync(data.Header.Bytes, chunk => writer.WriteAsync(chunk, cancellation), cancellation);
        else
            await data.Header.Tail.FollowReceivedAsync(data.Header, chunk => writer.WriteAsync(chunk, cancellation), cancellation);
    }

    private ArrayBufferWriter<byte> FileMeta(string? sopClassUID, string? sopInstanceUID, DicomTransferSyntax syntax)
    {
        var buffer = _spare ?? new ArrayBufferWriter<byte>(SmallBuffer);
        _spare = null;
        FileMetaEncoder.Write(buffer, sopClassUID, sopInstanceUID, syntax, association);
        return buffer;
    }

    private async ValueTask RecordWithoutObjectAsync(
        HandledData data, IHandledInstance handled, DeliveryState state, string reason, string contentHash, CancellationToken cancellation)
    {
        var row = RowOf(data, handled, data.Recorded) with
        {
            ContentHash = contentHash,
            Deliveries = [new Delivery(Delivery.DefaultRoute, state, reason)],
        };
        await services.Recorder.RecordWithoutObjectAsync(row, cancellation);
    }

    private InstanceRow RowOf(HandledData data, IHandledInstance handled, InstanceIdentity stored) =>
        RowOfAssociation.Create(association, data.Receipt, data.Recorded, stored, digest.HashText) with
        {
            ContentLength = digest.Length,
            Handlers = handled.Handlers,
        };
}
