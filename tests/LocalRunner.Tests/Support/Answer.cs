using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace StoreScp.LocalRunner.Tests.Support;

/// <summary>What a scripted Task says: a result or an error.</summary>
public sealed record Answer
{
    [JsonPropertyName("result"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Result { get; private init; }

    [JsonPropertyName("error"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; private init; }

    [JsonPropertyName("cause"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cause { get; private init; }

    public static Answer Of(string json) => new() { Result = JsonNode.Parse(json) };

    public static Answer Fails(string error) => new() { Error = error, Cause = "as scripted" };
}
