namespace Pulumi;

/// <summary>Assets and archives by their names inside this one.</summary>
public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets) : Archive
{
    public IDictionary<string, AssetOrArchive> Assets { get; } = assets;
}
