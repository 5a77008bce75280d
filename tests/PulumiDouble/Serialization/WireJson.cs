using System.Text;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Plain values as JSON, spaced as the engine's protocol does it; and back.</summary>
internal static class WireJson
{
    public static string Write(object? value) => value switch
    {
        ImmutableDictionary<string, object> map => Enclose('{', map.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{Write(e.Key)}: {Write(e.Value)}"), '}'),
        ImmutableArray<object> items => Enclose('[', items.Select(Write), ']'),
        _ => JsonSerializer.Serialize(value),
    };

    public static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(Plain).ToImmutableArray<object?>(),
        JsonValueKind.Object => json.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).ToImmutableDictionary(p => p.Name, p => Plain(p.Value)!),
        _ => null,
    };

    private static string Enclose(char open, IEnumerable<string> parts, char close) =>
        new StringBuilder().Append(open).Append(' ').AppendJoin(", ", parts).Append(' ').Append(close).Replace("  ", " ", 0, 3).ToString();
}
