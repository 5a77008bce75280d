using System.Text.Json.Serialization;

namespace StoreScp.Server.ScaleIn;

/// <summary>ECS writes the members of a request with a capital letter, and those of an answer either way.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TaskProtectionState))]
[JsonSerializable(typeof(TaskProtectionAnswer))]
internal sealed partial class EcsJson : JsonSerializerContext;
