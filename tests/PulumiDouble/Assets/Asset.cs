namespace Pulumi;

/// <summary>One file or text.</summary>
public abstract class Asset : AssetOrArchive;
