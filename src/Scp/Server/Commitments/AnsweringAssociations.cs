using StoreScp.Dicom;
using StoreScp.Protocol.Pdus;
using StoreScp.Receiving.Commitments;
using StoreScp.Server.Sending;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Commitments;

/// <summary>Calls the peers of Scp:Peers back, with ourselves as the SCP of storage commitment.</summary>
internal sealed class AnsweringAssociations(StoreScpOptions options, KnownPeers peers, TimeProvider time) : IAnsweringAssociations
{
    private static readonly RoleSelection OurRole = new(DicomUIDs.StorageCommitmentPushModel, SCURole: false, SCPRole: true);

    private static readonly (string, string[])[] Contexts =
        [(DicomUIDs.StorageCommitmentPushModel, [DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.ImplicitVRLittleEndian])];

    public async Task<IAnswerRoute> OpenAsync(string peerAETitle, string ourAETitle, CancellationToken cancellation)
    {
        if (peers.Find(peerAETitle, ourAETitle) is not var (peer, connector))
            throw new PeerNotToldException("its association is over, and Scp:Peers has no Host and Port for it");
        OutgoingAssociation outgoing;
        try
        {
            outgoing = await OutgoingAssociation.OpenAsync(
                connector, peer, Contexts, RequestorLimits.From(options, options.Scp.DimseTimeout), time, cancellation, OurRole);
        }
        catch (PeerUnreachableException error)
        {
            throw new PeerNotToldException(error.Message, error);
        }
        if (outgoing.Association.Contexts is [var context, ..] && !RefusesOurRole(outgoing.Association.Accepted))
            return new OpenedAnswerRoute(outgoing, context);
        await outgoing.DisposeAsync();
        throw new PeerNotToldException("it accepts an association, but not storage commitment with us as the SCP");
    }

    // Many peers forget to answer the role selection; only a plain no is a no.
    private static bool RefusesOurRole(AAssociateAC accepted) =>
        accepted.UserInformation.RoleSelections.Any(role => role.SOPClassUID == DicomUIDs.StorageCommitmentPushModel && !role.SCPRole);
}
