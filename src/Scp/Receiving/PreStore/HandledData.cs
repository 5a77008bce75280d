using StoreScp.Dicom;
using StoreScp.Receiving.Headers;
using StoreScp.Storage;

namespace StoreScp.Receiving.PreStore;

/// <summary>One instance on its way through <see cref="HandledReception"/>, as it was received.</summary>
/// <param name="Receipt">Made when its first byte was awaited.</param>
/// <param name="Spooled">Null while the rest is still arriving.</param>
/// <param name="Received">Who it was received as.</param>
/// <param name="Recorded">The same as the ledger may have it.</param>
internal sealed record HandledData(
    ReceiptId Receipt, ReceivedBytes Bytes, EditableHeader Header, SpooledTail? Spooled, DicomTransferSyntax Syntax, InstanceIdentity Received, InstanceIdentity Recorded);
