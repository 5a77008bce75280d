using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary>Serializers of the commands' JSON lines; member names are those of the standard and of docs/operations.md.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.Never, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EffectiveSetting))]
[JsonSerializable(typeof(InstanceLine))]
[JsonSerializable(typeof(StudyLine))]
internal sealed partial class CliJson : JsonSerializerContext;
