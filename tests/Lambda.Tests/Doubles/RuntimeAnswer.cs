using System.Text.Json.Nodes;

namespace StoreScp.Lambda.Tests;

/// <summary>What the process told the runtime API.</summary>
/// <param name="Path">After <c>/2018-06-01/runtime/</c>.</param>
/// <param name="ErrorTypeHeader">Null where it is no error.</param>
internal sealed record RuntimeAnswer(string Path, string? ErrorTypeHeader, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? ErrorType => (string?)Json["errorType"];

    public string? ErrorMessage => (string?)Json["errorMessage"];
}
