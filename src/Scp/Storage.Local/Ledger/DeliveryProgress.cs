using System.Text.Json;

namespace StoreScp.Storage.Local;

/// <summary>How far a delivery in flight is: its batch knows, since the row is written only at receipt and at the end.</summary>
internal static class DeliveryProgress
{
    /// <summary>
    /// An SQL expression beside <c>instance LEFT JOIN batch</c>: the state of the row's batch, NULL when it has none; of a row with several deliveries in flight
    /// a JSON list with one for each delivery.
    /// </summary>
    public static readonly string Column =
        $"""
        CASE WHEN flags & {InstanceColumns.SeveralDeliveries} AND {DeliveriesText.HasState(DeliveryState.Stored)} THEN
            (SELECT json_group_array(of_delivery.batch_state ORDER BY detail.key) FROM json_each(instance.details) AS detail
                LEFT JOIN batch AS of_delivery ON of_delivery.batch_id = detail.value ->> '{nameof(DeliveryDetail.Batch)}')
        ELSE batch.batch_state END
        """;

    /// <param name="progress">The value of <see cref="Column"/>.</param>
    public static IReadOnlyList<Delivery> Of(IReadOnlyList<Delivery> deliveries, string? progress)
    {
        if (progress is null || deliveries.All(delivery => delivery.IsFinal))
            return deliveries;
        if (!progress.StartsWith('['))
            return [.. deliveries.Select(delivery => delivery with { State = Of(delivery.State, progress) })];
        var states = JsonSerializer.Deserialize(progress, StudyJson.Default.StringArray)!;
        // Several deliveries without any detail: none of them has a batch.
        return states.Length == 0 ? deliveries : [.. deliveries.Zip(states, (delivery, state) => delivery with { State = Of(delivery.State, state) })];
    }

    public static InstanceRow Of(InstanceRow row, string? progress) => progress is null ? row : row with { Deliveries = Of(row.Deliveries, progress) };

    /// <param name="batchState">A <see cref="BatchState"/> as text; null when the delivery has no batch.</param>
    private static DeliveryState Of(DeliveryState written, string? batchState) => (written, batchState) switch
    {
        (DeliveryState.Stored, nameof(BatchState.Sealed)) => DeliveryState.Batched,
        (DeliveryState.Stored, nameof(BatchState.Importing)) => DeliveryState.Importing,
        _ => written,
    };
}
