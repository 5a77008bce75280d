using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>The site's say on who may associate and what is accepted.</summary>
public interface IAssociationPolicy
{
    /// <summary>The refusal as it goes to the peer, or null to accept. The request's AE titles may be compared and printed as they are.</summary>
    ValueTask<AAssociateRJ?> CheckAsync(AAssociateRQ request, PeerConnection peer, CancellationToken cancellation);

    /// <summary>What to accept of a request that <see cref="CheckAsync"/> let through.</summary>
    NegotiationRules RulesFor(AAssociateRQ request, PeerConnection peer);
}
