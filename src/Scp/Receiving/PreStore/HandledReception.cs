using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Headers;
using StoreScp.Receiving.Instances;
using StoreScp.Storage;

namespace StoreScp.Receiving.PreStore;

/// <summary>The reception of instances on an association whose instances go through plugin handlers.</summary>
/// <remarks>
/// <code>
///  header ─► who it was received as ─► handlers ─┬─► store: who it is now ─► place ─► object ═► durable ─► ledger ─► Success
///    │  (whole data set, if one wants it)        ├─► quarantine: the same with what was received, apart
///    └── bulk ── handlers' streams ──────────►   ├─► discard: ledger ─► Success
///        trailer ── handlers' edits ─────────►   └─► refuse: ledger ─► failure status
/// </code>
/// </remarks>
internal sealed class HandledReception(
    ReceivingServices services, IPreStoreHandlers handlers, AssociationContext association, ContentDigest digest) : IDisposable
{
    private readonly EditableHeaderReader _reader = new(services.Options.ReadLimits);
    private readonly HandledStorage _storage = new(services, association, digest);

    /// <summary>Some handler of the association takes out what identifies patients.</summary>
    public bool ProtectsPatients => handlers.ProtectPatients;

    public async ValueTask ReceiveAsync(CStoreRQ request, ReceivedBytes bytes, DicomTransferSyntax syntax, CancellationToken cancellation)
    {
        var receipt = ReceiptId.Create(services.Time);
        var scratch = services.Options.ScratchDirectory;
        var header = await _reader.ReadAsync(bytes, syntax, scratch, cancellation);
        var settled = Task.CompletedTask;
        try
        {
            // What a handler may still mend is not refused yet: only that command and data set agree.
            var received = IdentityCheck.Of(
                request.AffectedSOPClassUID, request.AffectedSOPInstanceUID, header.Fields, syntax.UID, InvalidUIDPolicy.Quarantine).Identity;
            using var spooled = handlers.NeedWholeDataSet ? await SpooledTail.ReadAsync(header, bytes, syntax, scratch, cancellation) : null;
            using var room = await services.Headers.TakeAsync(header.Bytes.Length, cancellation);
            header.Room = room;
            using var handled = await handlers.RunAsync(InstanceOf(header, spooled, syntax), cancellation);
            try
            {
                await StoreAsync(new HandledData(receipt, bytes, header, spooled, syntax, received, Protect(received)), handled, cancellation);
            }
            finally
            {
                settled = handled.Settled;
            }
        }
        finally
        {
            header.DisposeAfter(settled);
        }
    }

    public void Dispose() => handlers.Dispose();

    private ValueTask StoreAsync(HandledData data, IHandledInstance handled, CancellationToken cancellation) => handled.Decision switch
    {
        PreStoreDecision.Store => _storage.StoreAsync(data, handled, cancellation),
        PreStoreDecision.Quarantine => _storage.QuarantineAsync(data, handled, handled.Reason, cancellation),
        PreStoreDecision.Discard => _storage.DiscardAsync(data, handled, cancellation),
        _ => _storage.RefuseAsync(data, handled, handled.Status, handled.Reason, cancellation),
    };

    private PreStoreInstance InstanceOf(EditableHeader header, SpooledTail? spooled, DicomTransferSyntax syntax) => new()
    {
        Association = association,
        TransferSyntax = syntax,
        Header = header.DataSet,
        Bulk = header.Bulk is { } bulk ? BulkElement.From(bulk) : null,
        Whole = spooled?.Whole,
        ScratchDirectory = services.Options.ScratchDirectory,
        Limits = services.Options.ReadLimits,
    };

    /// <summary>What the ledger may know of how the instance was received.</summary>
    private InstanceIdentity Protect(InstanceIdentity received)
    {
        if (!handlers.ProtectPatients)
            return received;
        return services.Options.IdentifierProtection is { } protection
            ? protection.Protect(received)
            : throw new StoreFailureException(DimseStatus.OutOfResources, "No key for the identifiers in the ledger");
    }
}
