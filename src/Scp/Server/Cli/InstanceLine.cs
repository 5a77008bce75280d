using System.Globalization;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>One instance of `storescp status --instances --json`. These names are fixed: scripts read them.</summary>
/// <remarks>The members from BatchId on are of the one delivery that says most: the least done one.</remarks>
internal sealed record InstanceLine(
    string SOPInstanceUID, string StudyInstanceUID, string SeriesInstanceUID, string SOPClassUID, string TransferSyntaxUID,
    string CallingAETitle, string CalledAETitle, string State, string? Reason, string? ObjectKey, long Bytes, string ContentHash, long ContentLength,
    DateTimeOffset ReceivedAt, string PeerAddress, string AssociationId, string ReceiptId, int Ordinal, bool DifferentContent,
    string? BatchId, string? ImportJobId, string? ImageSetId, int? ImageSetVersion, bool? IsPrimary, IReadOnlyList<string> Warnings,
    DateTimeOffset? EndedAt, string? Explanation, IReadOnlyList<DeliveryLine> Deliveries,
    IReadOnlyList<HandlerLine> Handlers)
{
    /// <param name="row">The instance.</param>
    /// <param name="batch">The batch of <see cref="DeliveryOf"/>; null when it has none.</param>
    public static InstanceLine Of(InstanceRow row, BatchRow? batch)
    {
        var delivery = DeliveryOf(row);
        return new(
            row.Stored.SOPInstanceUID, row.Stored.StudyInstanceUID, row.Stored.SeriesInstanceUID, row.Stored.SOPClassUID, row.Stored.TransferSyntaxUID,
            row.CallingAETitle, row.CalledAETitle, StateOf(row.Deliveries), ReasonOf(row.Deliveries), row.ObjectKey?.ToString(), row.Bytes,
            row.ContentHash, row.ContentLength, row.ReceivedAt, row.PeerAddress, row.AssociationId, row.Receipt.ToString(), row.Ordinal, row.DifferentContent,
            delivery.Batch?.ToString(), batch?.JobId, delivery.Import?.ImageSetId, delivery.Import?.ImageSetVersion, delivery.Import?.IsPrimary,
            delivery.Import?.Warnings ?? [], delivery.EndedAt, ReasonWords.Of(delivery),
            [.. row.Deliveries.Select(DeliveryLine.Of)], [.. row.Handlers.Select(HandlerLine.Of)]);
    }

    /// <summary>The delivery that an operator must hear of.</summary>
    public static Delivery DeliveryOf(InstanceRow row)
    {
        var leastDone = ReconciledDay.LeastDone(row.Deliveries);
        return row.Deliveries.First(delivery => delivery.State == leastDone);
    }

    /// <summary>One word when all routes agree, else all of them.</summary>
    private static string StateOf(IReadOnlyList<Delivery> deliveries) =>
        string.Join('+', deliveries.Select(delivery => delivery.State.ToString()).Distinct(StringComparer.Ordinal));

    private static string? ReasonOf(IReadOnlyList<Delivery> deliveries) =>
        deliveries.Select(delivery => delivery.Reason).FirstOrDefault(reason => reason is not null);

    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
