using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreScp.Storage.Local;

/// <summary>A <see cref="BatchRow"/> as JSON; members may be added, and an older row is read without them.</summary>
internal static class BatchJson
{
    public static string Write(BatchRow batch) => JsonSerializer.Serialize(batch, BatchJsonContext.Default.BatchRow);

    public static BatchRow Read(string text) => JsonSerializer.Deserialize(text, BatchJsonContext.Default.BatchRow)!;
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true,
    Converters = [typeof(BatchIdJsonConverter)])]
[JsonSerializable(typeof(BatchRow))]
internal sealed partial class BatchJsonContext : JsonSerializerContext;

internal sealed class BatchIdJsonConverter : JsonConverter<BatchId>
{
    public override BatchId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => BatchId.Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, BatchId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
