using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>One delivery of an instance in `storescp status --instances --json`. These names are fixed: scripts read them.</summary>
/// <param name="ForwardTo">The AE title of the destination; null for a data store.</param>
/// <param name="ObjectKey">Its own copy of the object; null when it delivers the instance's.</param>
internal sealed record DeliveryLine(
    string Route, string State, string? Reason, string? ForwardTo, string? BatchId, string? ImageSetId, string? ObjectKey, DateTimeOffset? EndedAt)
{
    public static DeliveryLine Of(Delivery delivery) => new(
        delivery.Route, delivery.State.ToString(), delivery.Reason, delivery.ForwardTo, delivery.Batch?.ToString(), delivery.Import?.ImageSetId,
        delivery.ObjectKey?.ToString(), delivery.EndedAt);

    /// <summary>For a person.</summary>
    public string Text() =>
        $"{Route}: {State}{(ForwardTo is null ? "" : $" to {ForwardTo}")}{(BatchId is null ? "" : $", batch {BatchId}")}{(Reason is null ? "" : $": {Reason}")}";
}
