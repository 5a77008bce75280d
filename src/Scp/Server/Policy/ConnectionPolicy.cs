using Microsoft.Extensions.Logging;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;
using StoreScp.Server.Listening;
using StoreScp.Server.Logging;

namespace StoreScp.Server.Policy;

/// <summary>
/// The policy as one connection meets it: the site's rules, then a place among the associations. Once it has one it is no
/// longer pending. Disposed of when the connection ends.
/// </summary>
internal sealed partial class ConnectionPolicy(
    SitePolicy site, AssociationPlaces places, PendingConnections.PendingPlace pending, ILogger<ConnectionPolicy> logger)
    : IAssociationPolicy, IDisposable
{
    private AssociationPlaces.AssociationPlace? _place;

    public ValueTask<AAssociateRJ?> CheckAsync(AAssociateRQ request, PeerConnection peer, CancellationToken cancellation)
    {
        var refusal = site.Check(request, peer);
        if (refusal is null)
        {
            _place = places.TryTake(request.CallingAETitle, out var setting);
            if (_place is null)
                refusal = new(AAssociateRJ.LocalLimitExceeded, $"{setting} is reached");
        }
        if (refusal is null)
        {
            pending.Dispose();
            return new((AAssociateRJ?)null);
        }
        LogRefused(logger, LogText.Escape(request.CallingAETitle), peer.Remote, LogText.Escape(request.CalledAETitle), refusal.Why, refusal.Answer);
        return new(refusal.Answer);
    }

    public NegotiationRules RulesFor(AAssociateRQ request, PeerConnection peer) => site.Rules;

    public void Dispose()
    {
        _place?.Dispose();
        pending.Dispose();
    }
}
