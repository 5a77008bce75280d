using StoreScp.Protocol.Associations;
using StoreScp.Receiving.Tracing;
using StoreScp.Storage;

namespace StoreScp.Receiving.Instances;

/// <summary>What the row of an instance says of the association it came on.</summary>
internal static class RowOfAssociation
{
    public static InstanceRow Create(
        AssociationContext association, ReceiptId receipt, InstanceIdentity received, InstanceIdentity stored, string contentHash) => new()
        {
            Receipt = receipt,
            Received = received,
            Stored = stored,
            CallingAETitle = association.CallingAETitle,
            CalledAETitle = association.CalledAETitle,
            PeerAddress = association.Peer.Remote.ToString() ?? "",
            ImplementationClassUID = association.PeerImplementationClassUID,
            ImplementationVersionName = association.PeerImplementationVersionName,
            AssociationId = association.Peer.AssociationId,
            Trace = ReceptionTrace.Current,
            ContentHash = contentHash,
        };
}
