using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreScp.Storage.Local;

/// <summary>What a delivery has beside route, state and reason, as JSON in the order of the deliveries; NULL when the column <c>batch</c> says it all.</summary>
internal static class DeliveryDetails
{
    /// <summary>The batch that the row is found by: of the first delivery that has one.</summary>
    public static string? BatchOf(IReadOnlyList<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            if (delivery.Batch is { } batch)
                return batch.ToString();
        }
        return null;
    }

    public static string? Write(IReadOnlyList<Delivery> deliveries) =>
        deliveries is [{ Import: null, EndedAt: null, ForwardTo: null, ObjectKey: null }]
        || deliveries.All(delivery => delivery is { Batch: null, Import: null, EndedAt: null, ForwardTo: null, ObjectKey: null })
            ? null
            : JsonSerializer.Serialize([.. deliveries.Select(DetailOf)], DeliveryDetailsJson.Default.DeliveryDetailArray);

    public static IReadOnlyList<Delivery> Read(IReadOnlyList<Delivery> deliveries, string? batch, string? details)
    {
        if (details is not null)
            return [.. deliveries.Zip(JsonSerializer.Deserialize(details, DeliveryDetailsJson.Default.DeliveryDetailArray)!, With)];
        return batch is null ? deliveries : [deliveries[0] with { Batch = BatchId.Parse(batch) }];
    }

    private static DeliveryDetail DetailOf(Delivery delivery) =>
        new(delivery.Batch?.ToString(), delivery.Import, delivery.EndedAt, delivery.ForwardTo, delivery.ObjectKey?.Value);

    private static Delivery With(Delivery delivery, DeliveryDetail detail) => delivery with
    {
        Batch = detail.Batch is { } batch ? BatchId.Parse(batch) : null,
        Import = detail.Import,
        EndedAt = detail.EndedAt,
        ForwardTo = detail.ForwardTo,
        ObjectKey = detail.ObjectKey is { } key ? new ObjectKey(key) : null,
    };
}

internal sealed record DeliveryDetail(string? Batch, ImportResult? Import, DateTimeOffset? EndedAt, string? ForwardTo, string? ObjectKey);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(DeliveryDetail[]))]
internal sealed partial class DeliveryDetailsJson : JsonSerializerContext;
