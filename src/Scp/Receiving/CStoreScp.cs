using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Batching;
using StoreScp.Receiving.Headers;
using StoreScp.Receiving.Instances;
using StoreScp.Receiving.Memory;
using StoreScp.Receiving.PreStore;
using StoreScp.Receiving.Tracing;
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
/// Where plugin handlers concern the association, <see cref="HandledReception"/> has the longer story.
/// </remarks>
internal sealed class CStoreScp(ReceivingServices services, BlockDuplexPipe connection) : ICStoreProvider, IDisposable
{
    private readonly HeaderReader _header = new(services.Options.ReadLimits);
    private readonly ContentDigest _digest = new();
    private readonly ArrayBufferWriter<byte> _fileMeta = new(1024);
    private readonly AnswerDeadline _deadline = new(services.Options.AnswerDeadline, services.Time);
    private HandledReception? _handled;
    private bool _isHandledKnown;

    /// <inheritdoc/>
    public ValueTask<CStoreOutcome> StoreAsync(
        CStoreRQ request, DataSetReader dataSet, AssociationContext association, CancellationToken cancellation) =>
        ReceptionTrace.StartStore(request, dataSet.PresentationContext.TransferSyntax) is { } span
            ? StoreTracedAsync(span, request, dataSet, association, cancellation)
            : TakeAsync(request, dataSet, association, cancellation);

    private async ValueTask<CStoreOutcome> StoreTracedAsync(
        Activity span, CStoreRQ request, DataSetReader dataSet, AssociationContext association, CancellationToken cancellation)
    {
        using (span)
        {
            // An exception that is no answer ends the association, whose span says so.
            var status = DimseStatus.ProcessingFailure;
            try
            {
                var outcome = await TakeAsync(request, dataSet, association, cancellation);
                status = outcome.Status;
                return outcome;
            }
            catch (StoreFailureException failure)
            {
                status = failure.Status;
                throw;
            }
            finally
            {
                ReceptionTrace.EndStore(span, status, _digest.Length, NameForLog(request.AffectedSOPInstanceUID));
            }
        }
    }

    private async ValueTask<CStoreOutcome> TakeAsync(
        CStoreRQ request, DataSetReader dataSet, AssociationContext association, CancellationToken abort)
    {
        var cancellation = _deadline.Begin(abort);
        try
        {
            _digest.Reset();
            // :: Step 1: room, before a byte is read
            if (!services.Store.HasRoomFor(MemoryBudget.BlockBytes))
                throw new StoreFailureException(DimseStatus.OutOfResources, "The store is nearly full");
            using var bytes = new ReceivedBytes(dataSet, connection, services.Options.ScratchDirectory, _digest, _deadline);
            var syntax = DicomTransferSyntax.FromUID(dataSet.PresentationContext.TransferSyntax);
            if (HandledFor(association) is { } handled)
                await handled.ReceiveAsync(request, bytes, syntax, cancellation);
            else
                await ReceiveAsync(request, bytes, syntax, association, cancellation);
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
        catch (OperationCanceledException) when (_deadline.HasPassed)
        {
            var seconds = _deadline.Allowed.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
            throw new StoreFailureException(DimseStatus.OutOfResources, $"Not stored within {seconds} s (Limits:AnswerDeadline)");
        }
        finally
        {
            _deadline.End();
        }
    }

    /// <summary>As the ledger has it; protected, too, while it is not known whether a handler protects patients.</summary>
    public string NameForLog(string sopInstanceUID) =>
        services.Options.IdentifierProtection is { } protection && (!_isHandledKnown || _handled is { ProtectsPatients: true })
            ? protection.Protect(sopInstanceUID)
            : sopInstanceUID;

    /// <summary>The association has ended: the versions of the plugins that it used may go.</summary>
    public void Dispose()
    {
        _handled?.Dispose();
        _deadline.Dispose();
    }

    private async ValueTask ReceiveAsync(
        CStoreRQ request, ReceivedBytes bytes, DicomTransferSyntax syntax, AssociationContext association, CancellationToken cancellation)
    {
        var receipt = ReceiptId.Create(services.Time);

        // :: Step 2: the header, where it arrived
        var fields = await _header.ReadAsync(bytes, syntax, services.Options.ScratchDirectory, cancellation);

        // :: Step 3: who it is
        var check = IdentityCheck.Of(
            request.AffectedSOPClassUID, request.AffectedSOPInstanceUID, fields, syntax.UID, services.Options.InvalidUIDPolicy);

        // :: Step 4: its place in a batch of its study, which is not sealed before the answer
        using var place = await InstancePlace.FindAsync(services.Batches, services.Options.Routes, routes: null, check, receipt, cancellation);

        // :: Step 5: the object, which nobody sees yet
        await using var writer = await services.Store.CreateAsync(place.ObjectKey, cancellation);
        FileMetaEncoder.Write(_fileMeta, request.AffectedSOPClassUID, request.AffectedSOPInstanceUID, syntax, association);
        await WriteAsync(writer, bytes, cancellation);

        // :: Step 6: durable
        await place.CommitAsync(writer, services.Store, cancellation);

        // :: Step 7: recorded; an earlier instance of the same UID is found here
        // :: Step 8: and nobody can have sealed the batch without it
        var row = RowOfAssociation.Create(association, receipt, check.Identity, check.Identity, _digest.HashText) with
        {
            ObjectKey = place.ObjectKey,
            Bytes = writer.BytesWritten,
            ContentLength = _digest.Length,
            Deliveries = place.Deliveries,
        };
        await services.Recorder.RecordAsync(row, place, cancellation);
    }

    private async ValueTask WriteAsync(IInstanceWriter writer, ReceivedBytes bytes, CancellationToken cancellation)
    {
        // What the header's search has kept goes first, in one write with the File Meta Information.
        await writer.WriteAsync(PrefixedSequence.Of(_fileMeta.WrittenMemory, bytes.Kept), cancellation);
        await _header.FollowAsync(bytes, chunk => writer.WriteAsync(chunk, cancellation), cancellation);
    }

    /// <summary>Null when no handler concerns the association; asked once, so that it keeps its versions of the plugins.</summary>
    private HandledReception? HandledFor(AssociationContext association)
    {
        if (!_isHandledKnown)
        {
            _isHandledKnown = true;
            if (services.Pipeline?.ForAssociation(association) is { } handlers)
                _handled = new HandledReception(services, handlers, association, _digest);
        }
        return _handled;
    }
}
