using System.Text.Json;

namespace StoreScp.Plugins.Rules;

/// <summary>A JSON value, and the line it begins in: what JsonDocument forgets, and people need to find their mistake.</summary>
public sealed class PlacedJson
{
    private const int MaximumDepth = 64;

    private PlacedJson(JsonValueKind kind, int line) => (Kind, Line) = (kind, line);

    public JsonValueKind Kind { get; }

    /// <summary>Counted from 1.</summary>
    public int Line { get; }

    /// <summary>A string without its escapes, or a number as it is written; else empty.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Of an object, in their order; a name may occur twice.</summary>
    public IReadOnlyList<PlacedMember> Members { get; private init; } = [];

    /// <summary>Of an array.</summary>
    public IReadOnlyList<PlacedJson> Items { get; private init; } = [];

    /// <summary>Reads one JSON value; comments and trailing commas are allowed.</summary>
    /// <exception cref="JsonException">It is no JSON; its line number counts from 0.</exception>
    public static PlacedJson Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaximumDepth };
        var reader = new Utf8JsonReader(utf8, options);
        var lines = new LineCounter(utf8);
        reader.Read();
        PlacedJson value = Read(ref reader, ref lines);
        // Throws when anything but comments follows.
        reader.Read();
        return value;
    }

    private static PlacedJson Read(ref Utf8JsonReader reader, ref LineCounter lines)
    {
        int line = lines.LineOf((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<PlacedMember>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    int nameLine = lines.LineOf((int)reader.TokenStartIndex);
                    string name = reader.GetString()!;
                    reader.Read();
                    members.Add(new PlacedMember(name, nameLine, Read(ref reader, ref lines)));
                }
                return new(JsonValueKind.Object, line) { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<PlacedJson>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, ref lines));
                return new(JsonValueKind.Array, line) { Items = items };
            case JsonTokenType.String:
                return new(JsonValueKind.String, line) { Text = reader.GetString()! };
            case JsonTokenType.Number:
                return new(JsonValueKind.Number, line) { Text = System.Text.Encoding.UTF8.GetString(reader.ValueSpan) };
            case JsonTokenType.True:
                return new(JsonValueKind.True, line);
            case JsonTokenType.False:
                return new(JsonValueKind.False, line);
            default:
                return new(JsonValueKind.Null, line);
        }
    }
}
