using Pulumi;

namespace StoreScp.Platform.Access;

/// <summary>A condition of a statement, in IAM's words.</summary>
public sealed record Condition(string Operator, string Key, params Input<string>[] Values);
