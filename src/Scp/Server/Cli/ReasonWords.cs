using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>Why a delivery ended as it did, in words that need no manual.</summary>
internal static class ReasonWords
{
    /// <summary>Null when there is nothing to explain.</summary>
    public static string? Of(Delivery delivery) => delivery switch
    {
        { Reason: null } => null,
        { State: DeliveryState.Superseded } => $"a later receipt, {delivery.Reason}, takes its place",
        { State: DeliveryState.Quarantined, Batch: not null } => $"HealthImaging refused the file ({delivery.Reason})",
        // HealthImaging's own words begin with the exception's name; ours are sentences.
        { State: DeliveryState.Failed } when IsException(delivery.Reason) => $"HealthImaging could not import the file ({delivery.Reason})",
        _ => delivery.Reason,
    };

    public static string Of(SealReason reason) => reason switch
    {
        SealReason.Quiet => "nothing more arrived for the quiet period",
        SealReason.Files => "it had as many files as one job should",
        SealReason.Bytes => "it had as many bytes as one job should",
        SealReason.Age => "it had been open as long as one may be",
        SealReason.LargeFile => "a large file is imported alone",
        SealReason.Shutdown => "its server stopped",
        SealReason.OwnerLost => "its server was gone",
        SealReason.Redrive => "it is a redrive",
        _ => reason.ToString(),
    };

    private static bool IsException(string reason) => reason.Split(':')[0].EndsWith("Exception", StringComparison.Ordinal);
}
