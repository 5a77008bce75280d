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

    /// <summary>Levels of an input or output; a state may be deeper by the length of a result path.</summary>
    private const int MaximumDepth = 64;

    private const int MaximumStateDepth = 1_000;

    private static readonly JsonDocumentOptions Outside = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions Own = new() { MaxDepth = MaximumStateDepth };

    // UIDs and texts stay readable in the file; nothing here is put into HTML.
    private static readonly JsonSerializerOptions Readable = new() { MaxDepth = MaximumStateDepth, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsTooLarge(string json) => Encoding.UTF8.GetByteCount(json) > MaximumBytes;

    /// <summary>An input or a Task's output; false when it is not JSON, too deep or has a field twice.</summary>
    public static bool TryRead(string json, out JsonNode? node)
    {
        node = null;
        try
        {
            node = JsonNode.Parse(json, documentOptions: Outside);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A state that <see cref="Write"/> wrote, or an input that was read before.</summary>
    public static JsonNode? Read(string state) => JsonNode.Parse(state, documentOptions: Own);

    public static string Write(JsonNode? state) => state?.ToJsonString(Readable) ?? "null";
}
