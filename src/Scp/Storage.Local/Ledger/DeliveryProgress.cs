namespace StoreScp.Storage.Local;

/// <summary>How far a delivery in flight is: its batch knows, since the row is written only at receipt and at the end.</summary>
internal static class DeliveryProgress
{
    /// <param name="batchState">A <see cref="BatchState"/> as text; null when the row has no batch.</param>
    public static DeliveryState Of(DeliveryState written, string? batchState) => (written, batchState) switch
    {
        (DeliveryState.Stored, nameof(BatchState.Sealed)) => DeliveryState.Batched,
        (DeliveryState.Stored, nameof(BatchState.Importing)) => DeliveryState.Importing,
        _ => written,
    };

    public static InstanceRow Of(InstanceRow row, string? batchState) =>
        batchState is null || row.Deliveries.All(delivery => delivery.IsFinal)
            ? row
            : row with { Deliveries = [.. row.Deliveries.Select(delivery => delivery with { State = Of(delivery.State, batchState) })] };
}
