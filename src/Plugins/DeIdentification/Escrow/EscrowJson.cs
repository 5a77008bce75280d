using System.Text.Json.Serialization;

namespace StoreScp.Plugins.DeIdentification.Escrow;

/// <summary>Generated, so that no cache of the runtime keeps the plugin's types alive after it was unloaded.</summary>
[JsonSerializable(typeof(EscrowRecord))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class EscrowJson : JsonSerializerContext;
