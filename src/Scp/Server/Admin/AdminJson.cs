using System.Text.Json.Serialization;

namespace StoreScp.Server.Admin;

/// <summary>Serializers made at build time, so that start-up does not pay for reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class AdminJson : JsonSerializerContext;
