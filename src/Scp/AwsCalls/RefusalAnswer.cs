using System.Net;
using System.Text.Json;

namespace StoreScp.AwsCalls;

/// <summary>An answer that is no success, as AWS's JSON protocols write it: shape from <c>x-amzn-ErrorType</c> or the body, message from the body.</summary>
/// <param name="Code">Null where the answer names no shape: it is of what stands between us and the service.</param>
/// <param name="Message">One line of bounded length; null where the answer has none.</param>
public sealed record RefusalAnswer(string? Code, string? Message, HttpStatusCode StatusCode, string? RequestId)
{
    private const int MaximumBodyBytes = 64 * 1024;
    private const int MaximumMessageLength = 2048;

    public static async Task<RefusalAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await BoundedBody.TryReadAsync(response.Content, MaximumBodyBytes, cancellation) ?? default;
        var (type, message) = ReadBody(body);
        return new(
            ShapeName(Header(response, "x-amzn-ErrorType")) ?? ShapeName(type), message is null ? null : Plain(message), response.StatusCode,
            Header(response, "x-amzn-RequestId"));
    }

    /// <summary><c>namespace#Shape:http://address</c> → <c>Shape</c>; null for what is no name.</summary>
    private static string? ShapeName(string? text)
    {
        if (text is null)
            return null;
        var start = text.IndexOf('#') + 1;
        var end = text.IndexOf(':', start);
        var name = text[start..(end < 0 ? text.Length : end)].Trim();
        return name.Length is > 0 and <= 100 && name.All(char.IsAsciiLetterOrDigit) ? name : null;
    }

    private static (string? Type, string? Message) ReadBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return (Text(document.RootElement, "__type") ?? Text(document.RootElement, "code"),
                Text(document.RootElement, "message") ?? Text(document.RootElement, "Message"));
        }
        catch (JsonException)
        {
            // A page of a proxy, or nothing: the status says enough.
            return (null, null);
        }
    }

    private static string? Text(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? Plain(values.First()) : null;

    private static string Plain(string text) =>
        string.Concat(text.Take(MaximumMessageLength).Select(character => char.IsControl(character) ? ' ' : character));
}
