namespace Pulumi;

/// <summary>A file, a text or an archive that a resource is made from.</summary>
public abstract class AssetOrArchive;
