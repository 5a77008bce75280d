namespace StoreScp.Platform.Graph.Settings;

/// <summary>A key of Pulumi.yaml's config.</summary>
/// <param name="Default">As the program would get it; null: there is none.</param>
public sealed record DeclaredSetting(string Key, string Type, string? ItemType, string? Default, string? Description, bool IsSecret);
