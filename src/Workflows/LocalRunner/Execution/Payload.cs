using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StoreScp.LocalRunner.Execution;

/// <summary>The JSON that passes from state to state.</summary>
internal static class Payload
{
    /// <summary>UTF-8 bytes of an input, an output or a state: the limit of Step Functions.</summary>
    public const int MaximumBytes = 256 * 1024;

    // UIDs and texts stay readable in the file; nothing here is put into HTML.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsTooLarge(string json) => Encoding.UTF8.GetByteCount(json) > MaximumBytes;

    public static string Write(JsonNode? node) => node?.ToJsonString(Readable) ?? "null";

    public static bool TryRead(string json, out JsonNode? node)
    {
        node = null;
        try
        {
            node = JsonNode.Parse(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
