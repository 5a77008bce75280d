namespace Pulumi;

/// <summary>A folder, .zip, .tar or .tar.gz, by its path.</summary>
public sealed class FileArchive(string path) : Archive
{
    public string Path { get; } = path;
}
