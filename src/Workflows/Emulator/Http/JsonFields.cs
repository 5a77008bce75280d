using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StoreScp.Emulator;

/// <summary>The members of a JSON object of a request; what has another type than asked for is a ValidationException.</summary>
internal sealed class JsonFields(JsonObject json)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public JsonObject Json { get; } = json;

    /// <exception cref="ApiException">ValidationException: it is no JSON object.</exception>
    public static JsonFields Parse(string name, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8, documentOptions: Strict) is JsonObject json ? new(json) : throw ApiException.Validation($"{name} is no JSON object");
        }
        catch (JsonException)
        {
            throw ApiException.Validation($"{name} is no JSON");
        }
    }

    public bool Has(string name) => Json[name] is not null;

    public string? Text(string name) => Json[name] is null ? null : Require(name, JsonValueKind.String).GetValue<string>();

    public string RequiredText(string name, Regex pattern, int minimum, int maximum) =>
        Patterns.Require(name, Text(name) ?? throw Missing(name), pattern, minimum, maximum);

    public string? OptionalText(string name, Regex pattern, int minimum, int maximum) =>
        Text(name) is { } text ? Patterns.Require(name, text, pattern, minimum, maximum) : null;

    /// <summary>Seconds since 1970, as AWS writes times in JSON.</summary>
    public DateTimeOffset? Time(string name) =>
        Json[name] is null ? null : EpochTime.Parse(Require(name, JsonValueKind.Number).GetValue<double>()) ?? throw ApiException.Validation($"{name} is no time");

    public bool? Flag(string name) => Json[name]?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw ApiException.Validation($"{name} is neither true nor false"),
    };

    public double? Number(string name) => Json[name] is null ? null : Require(name, JsonValueKind.Number).GetValue<double>();

    public JsonFields? Object(string name) => Json[name] switch
    {
        null => null,
        JsonObject member => new(member),
        _ => throw ApiException.Validation($"{name} is no object"),
    };

    public IReadOnlyList<JsonFields> Objects(string name) => Json[name] switch
    {
        null => [],
        JsonArray items when items.All(item => item is JsonObject) => [.. items.Select(item => new JsonFields(item!.AsObject()))],
        _ => throw ApiException.Validation($"{name} is no list of objects"),
    };

    public static ApiException Missing(string name) => ApiException.Validation($"{name} is required");

    private JsonNode Require(string name, JsonValueKind kind) =>
        Json[name] is { } node && node.GetValueKind() == kind ? node : throw ApiException.Validation($"{name} is not of the type {kind}");
}
