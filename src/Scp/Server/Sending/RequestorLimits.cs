using StoreScp.Protocol.Associations;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Sending;

/// <summary>Settings and a command's time-out as the protocol wants them when we ask for an association.</summary>
internal static class RequestorLimits
{
    public static RequestorOptions From(StoreScpOptions options, TimeSpan timeout) => new()
    {
        AssociationAnswerTimeout = timeout,
        DimseTimeout = timeout,
        ReleaseTimeout = options.Scp.ReleaseTimeout,
        ArtimTimeout = options.Scp.ArtimTimeout,
        NetworkWriteTimeout = options.Scp.NetworkWriteTimeout,
        MaximumPduLength = (uint)options.Scp.MaximumPduLength,
    };
}
