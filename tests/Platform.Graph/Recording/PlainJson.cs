using System.Collections;
using System.Text.Json.Nodes;
using Pulumi;

namespace StoreScp.Platform.Graph.Recording;

/// <summary>Inputs as a provider gets them → JSON.</summary>
internal static class PlainJson
{
    public static JsonNode? Of(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        double number when double.IsInteger(number) => JsonValue.Create((long)number),
        double number => JsonValue.Create(number),
        int number => JsonValue.Create(number),
        AssetOrArchive => JsonValue.Create(value.GetType().Name),
        IEnumerable<KeyValuePair<string, object>> map => Object(map),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Of)]),
        _ => throw new NotSupportedException($"No plain value: {value.GetType()}."),
    };

    public static JsonObject Object(IEnumerable<KeyValuePair<string, object>> map) =>
        new(map.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => KeyValuePair.Create(each.Key, Of(each.Value))));
}
