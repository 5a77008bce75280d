using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Serialization;

/// <summary>Writes outputs as their values, and keeps which were met and which of them have not arrived.</summary>
internal sealed class OutputJsonConverterFactory : JsonConverterFactory
{
    public List<OutputData<object?>> Met { get; } = [];

    public List<IOutput> Waiting { get; } = [];

    /// <summary>Inputs are no part of what the official library writes: with it they would silently be written as empty objects.</summary>
    public override bool CanConvert(Type typeToConvert) =>
        typeof(IInput).IsAssignableFrom(typeToConvert)
            ? throw new NotSupportedException($"JsonSerialize knows outputs, not {typeToConvert}: use ToOutput().")
            : typeof(IOutput).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert), this)!;

    private sealed class Converter<TOutput>(OutputJsonConverterFactory factory) : JsonConverter<TOutput>
    {
        public override TOutput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("An output cannot be read from JSON.");

        public override void Write(Utf8JsonWriter writer, TOutput value, JsonSerializerOptions options)
        {
            var output = (IOutput)value!;
            if (output.TryGetData(out var data))
                factory.Met.Add(data);
            else
                factory.Waiting.Add(output);
            if (data is { IsKnown: true, Value: { } known })
                JsonSerializer.Serialize(writer, known, known.GetType(), options);
            else
                writer.WriteNullValue();
        }
    }
}
