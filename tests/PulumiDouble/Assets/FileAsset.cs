namespace Pulumi;

/// <summary>A file, by its path.</summary>
public sealed class FileAsset(string path) : Asset
{
    public string Path { get; } = path;
}
