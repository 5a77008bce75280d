using StoreScp.Protocol.Associations;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Hosting;

/// <summary>Settings as the protocol wants them.</summary>
internal static class AcceptorLimits
{
    public static AcceptorOptions From(StoreScpOptions options) => new()
    {
        AssociationRequestTimeout = options.Scp.AssociationRequestTimeout,
        ArtimTimeout = options.Scp.ArtimTimeout,
        DimseTimeout = options.Scp.DimseTimeout,
        // A PDU is part of a message: whoever stops inside one shall not have longer than between two.
        PduTimeout = options.Scp.DimseTimeout,
        IdleTimeout = options.Scp.IdleTimeout,
        NetworkWriteTimeout = options.Scp.NetworkWriteTimeout,
        MaximumPduLength = (uint)options.Scp.MaximumPduLength,
        MaximumDataSetBytes = options.Limits.MaximumObjectBytes,
    };
}
