using System.Buffers;
using System.Text;
using System.Text.Json;

namespace StoreScp.Storage.Local;

/// <summary>The deliveries of a row as JSON: <c>[["route","State"],["route","State","reason"]]</c>.</summary>
internal static class DeliveriesText
{
    private static readonly string StoredLocally = Encode(Delivery.StoredLocally);

    /// <summary>An SQL condition: some delivery is in this state. Quotes inside names and reasons are escaped, so that they do not look like it.</summary>
    public static string HasState(DeliveryState state) => $"deliveries LIKE '%,\"{state}\"%'";

    public static string Write(IReadOnlyList<Delivery> deliveries) =>
        deliveries is [{ Route: Delivery.DefaultRoute, State: DeliveryState.Stored, Reason: null }] ? StoredLocally : Encode(deliveries);

    public static IReadOnlyList<Delivery> Read(string text)
    {
        if (text == StoredLocally)
            return Delivery.StoredLocally;
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    private static Delivery Read(JsonElement delivery) => new(
        delivery[0].GetString()!,
        Enum.Parse<DeliveryState>(delivery[1].GetString()!),
        delivery.GetArrayLength() > 2 ? delivery[2].GetString() : null);

    private static string Encode(IReadOnlyList<Delivery> deliveries)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var delivery in deliveries)
            {
                json.WriteStartArray();
                json.WriteStringValue(delivery.Route);
                json.WriteStringValue(delivery.State.ToString());
                if (delivery.Reason is not null)
                    json.WriteStringValue(delivery.Reason);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
