using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreScp.Plugins;

/// <summary>How settings and manifests are read: kind to people, strict on mistakes.</summary>
internal static class SettingsJsonOptions
{
    public static JsonSerializerOptions Create() => new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new JsonStringEnumConverter() },
    };
}
