using System.Text.Json.Serialization;

namespace StoreScp.Server.Admin;

/// <summary>The answer of /health/ready.</summary>
internal sealed record HealthReport([property: JsonIgnore] bool IsReady, string Status, IReadOnlyList<string> Reasons);
