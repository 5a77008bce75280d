using StoreScp.Receiving.Commitments;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Commitments;

/// <summary>The settings of storage commitment together with those of the peers, as the service wants them.</summary>
internal static class CommitmentRulesOfPeers
{
    public static CommitmentOptions Apply(StoreScpOptions options)
    {
        var rules = options.Commitment.DefaultRules;
        // Waiting for an answer on the requesting association, then connecting, associating and waiting once more.
        var longestTelling = options.Scp.DimseTimeout * 4;
        return options.Commitment with
        {
            ClaimTime = longestTelling > options.Commitment.ClaimTime ? longestTelling : options.Commitment.ClaimTime,
            RulesByAETitle = options.Scp.Peers.ToDictionary(
                peer => peer.AETitle,
                peer => new CommitmentRules(peer.CommitmentPolicy ?? rules.Policy, peer.CommitWhenModified ?? rules.CommitWhenModified),
                StringComparer.Ordinal),
        };
    }
}
