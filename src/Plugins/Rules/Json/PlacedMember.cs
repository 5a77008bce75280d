namespace StoreScp.Plugins.Rules;

/// <summary>A member of a JSON object, and the line its name stands in.</summary>
public sealed record PlacedMember(string Name, int Line, PlacedJson Value);
