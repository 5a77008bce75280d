using System.Net;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Policy;

/// <summary>The site's rules about who may associate, as settings express them. Pure: it looks at nothing but its arguments.</summary>
internal sealed class SitePolicy
{
    private readonly ScpOptions _scp;
    private readonly HashSet<string> _calledAETitles;
    private readonly Dictionary<string, PeerOptions> _peers;

    public SitePolicy(ScpOptions scp)
    {
        _scp = scp;
        _calledAETitles = scp.CalledAETitles.ToHashSet(StringComparer.Ordinal);
        _peers = scp.Peers.ToDictionary(peer => peer.AETitle, StringComparer.Ordinal);
        Rules = new NegotiationRules
        {
            ImplementationClassUID = Implementation.ClassUID,
            ImplementationVersionName = Implementation.VersionName,
            AcceptUnknownSOPClasses = scp.AcceptUnknownSopClasses,
            AcceptStorageCommitment = true,
            // Nothing is ever edited by this version (PS3.4 §B.3.1).
            MayCoerceElements = false,
            TransferSyntaxes = Preference(scp.TransferSyntaxPreference),
        };
    }

    public NegotiationRules Rules { get; }

    /// <summary>Null lets the peer in. Addresses come first: somebody from outside learns nothing about our AE titles.</summary>
    public PolicyRefusal? Check(AAssociateRQ request, PeerConnection peer)
    {
        var address = ((IPEndPoint)peer.Remote).Address;
        if (_scp.PeerCIDRs.Count > 0 && !Contains(_scp.PeerCIDRs, address))
            return new(AAssociateRJ.NoReasonGiven, "Scp:PeerCIDRs does not contain its address");
        if (!_calledAETitles.Contains(request.CalledAETitle))
            return new(AAssociateRJ.CalledAETitleNotRecognized, "the called AE title is neither Scp:AETitle nor in Scp:AETitles");
        if (!_peers.TryGetValue(request.CallingAETitle, out var known))
            return _scp.AcceptUnknownCallingAE
                ? null
                : new(AAssociateRJ.CallingAETitleNotRecognized, "the calling AE title is not in Scp:Peers and Scp:AcceptUnknownCallingAE is false");
        if (known.CIDRs.Count > 0 && !Contains(known.CIDRs, address))
            return new(AAssociateRJ.CallingAETitleNotRecognized, "Scp:Peers CIDRs of this AE title do not contain its address");
        if (known.TlsSubject is not null && !DistinguishedName.AreEqual(known.TlsSubject, peer.TlsSubject))
            return new(AAssociateRJ.CallingAETitleNotRecognized, "Scp:Peers TlsSubject of this AE title is not the subject of its certificate");
        return null;
    }

    private static bool Contains(IReadOnlyList<IPNetwork> ranges, IPAddress address)
    {
        foreach (var range in ranges)
        {
            if (range.Contains(address))
                return true;
        }
        return false;
    }

    /// <summary>The wanted ones first, then every other one we know: a preference refuses nothing.</summary>
    private static TransferSyntaxPreference Preference(IReadOnlyList<string> wanted) => wanted.Count == 0
        ? TransferSyntaxPreference.FirstProposed
        : TransferSyntaxPreference.Ordered(wanted.Concat(DicomTransferSyntax.All.Select(syntax => syntax.UID)).Distinct(StringComparer.Ordinal));
}
