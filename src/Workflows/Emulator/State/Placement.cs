namespace StoreScp.Emulator;

/// <summary>The image set that took an instance, and the version that the import made of it.</summary>
internal sealed record Placement(string ImageSetId, int Version, bool IsPrimary);
