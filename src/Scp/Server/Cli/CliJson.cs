using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary>Serializers of the commands' JSON lines; member names are those of the standard and of docs/operations.md.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.Never, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EffectiveSetting))]
[JsonSerializable(typeof(InstanceLine))]
[JsonSerializable(typeof(StudyLine))]
[JsonSerializable(typeof(TraceLine))]
[JsonSerializable(typeof(ReconcileLine))]
[JsonSerializable(typeof(BatchLine))]
[JsonSerializable(typeof(RedriveLine))]
[JsonSerializable(typeof(ForwardLine))]
[JsonSerializable(typeof(PluginLine))]
[JsonSerializable(typeof(TrialLine))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>One object as one line.</summary>
    public static string Line<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);
}
