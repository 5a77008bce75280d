using StoreScp.Protocol.Pdus;

namespace StoreScp.Server.Sending;

/// <summary>An A-ASSOCIATE-RJ in words, for a person (PS3.8 Table 9-21).</summary>
internal static class RejectionText
{
    public static string Of(AAssociateRJ rejection)
    {
        var words = (rejection.Source, rejection.Reason) switch
        {
            (1, 2) => "application context name not supported",
            (1, 3) => "calling AE title not recognized",
            (1, 7) => "called AE title not recognized",
            (2, 2) => "protocol version not supported",
            (3, 1) => "temporary congestion",
            (3, 2) => "local limit exceeded",
            _ => "no reason given",
        };
        return $"it was rejected {(rejection.IsTransient ? "for now" : "for good")}: {words} ({rejection.Result}/{rejection.Source}/{rejection.Reason})";
    }
}
