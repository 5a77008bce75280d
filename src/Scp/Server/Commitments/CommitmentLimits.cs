using StoreScp.Receiving.Commitments;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Commitments;

/// <summary>Settings, the peers' own included, as storage commitment wants them.</summary>
internal static class CommitmentLimits
{
    public static CommitmentOptions From(StoreScpOptions options)
    {
        var rules = options.Commitment.DefaultRules;
        // Waiting on the requesting association; then connecting, associating and waiting once more.
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
