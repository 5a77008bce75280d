using System.Text.Json.Serialization;
using StoreScp.Plugins.Hosting.Status;

namespace StoreScp.Server.Admin;

/// <summary>The answer of /plugins, as the server writes it and `storescp plugin list` reads it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PluginHostStatus))]
internal sealed partial class PluginJson : JsonSerializerContext;
