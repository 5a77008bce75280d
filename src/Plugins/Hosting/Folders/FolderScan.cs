namespace StoreScp.Plugins.Hosting.Folders;

/// <summary>
/// Finds the plugins in the site's folders. Files are hashed again only when a name, size or time of the folder has changed since the last
/// look: what is loaded is hashed anew while it is copied. Not thread-safe.
/// </summary>
internal sealed class FolderScan(IReadOnlyList<string> folders, IReadOnlyCollection<string> allowedHashes)
{
    private readonly HashSet<string> _allowed = new(allowedHashes, StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, (string Stamp, PluginFolder Folder)> _known = new(StringComparer.Ordinal);

    /// <summary>Plugins by path. A folder that cannot be read is a refused plugin, so that it is seen.</summary>
    public IReadOnlyList<PluginFolder> Look()
    {
        var looked = new Dictionary<string, (string Stamp, PluginFolder Folder)>(StringComparer.Ordinal);
        var found = folders.SelectMany(Candidates).Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal).ToList();
        foreach (var path in found)
            looked[path] = LookAt(path);
        _known = looked;
        return RefuseTwins(found.Select(path => looked[path].Folder));
    }

    private static string[] Candidates(string folder)
    {
        var path = Path.GetFullPath(folder);
        try
        {
            return IsPlugin(path) ? [path] : [.. Directory.EnumerateDirectories(path).Where(IsPlugin)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not there, or not to be read: the look at it says so.
            return [path];
        }
    }

    private static bool IsPlugin(string path) =>
        File.Exists(Path.Combine(path, PluginManifest.FileName)) || File.Exists(Path.Combine(path, PluginSeal.FileName));

    private (string, PluginFolder) LookAt(string path)
    {
        try
        {
            var stamp = Stamp(path);
            if (_known.TryGetValue(path, out var before) && before.Stamp == stamp)
                return before;
            return (stamp, Read(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ("", Refuse(path, $"The folder cannot be read: {e.Message}"));
        }
    }

    private static string Stamp(string path) => string.Join('\n', new DirectoryInfo(path)
        .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(file => FormattableString.Invariant($"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"))
        .Order(StringComparer.Ordinal));

    private PluginFolder Read(string path)
    {
        if (!File.Exists(Path.Combine(path, PluginManifest.FileName)))
            return Refuse(path, $"There is a {PluginSeal.FileName} and no {PluginManifest.FileName}: the folder is half-copied or altered.");
        var manifest = ManifestReader.Read(path, out var mistake);
        if (manifest is null)
            return Refuse(path, mistake!);
        var version = SemanticVersion.TryParse(manifest.Version, out var parsed) ? parsed : null;
        if (!File.Exists(Path.Combine(path, PluginSeal.FileName)))
            return new(path, manifest, version, null, $"There is no {PluginSeal.FileName}: the folder is half-copied, or was not made by `dotnet publish`.");
        try
        {
            var seal = PluginSeal.Read(path);
            seal.Verify(path);
            if (_allowed.Count > 0 && !_allowed.Contains(seal.Hash))
                return new(path, manifest, version, null, $"It is not among the allowed hashes: its {PluginSeal.FileName} has SHA-256 {seal.Hash}.");
            return new(path, manifest, version, seal, null);
        }
        catch (PluginRefusedException e)
        {
            return new(path, manifest, version, null, e.Message);
        }
    }

    private static PluginFolder Refuse(string path, string reason) => new(path, null, null, null, reason);

    /// <summary>One version may lie in several places, but only with one content: else nobody knows what runs.</summary>
    private static List<PluginFolder> RefuseTwins(IEnumerable<PluginFolder> folders)
    {
        var result = new List<PluginFolder>();
        foreach (var folder in folders)
        {
            var twin = folder.IsUsable
                ? result.FirstOrDefault(other => other.Is(folder.Manifest!.Name, folder.Version) && other.Seal!.Hash != folder.Seal!.Hash)
                : null;
            result.Add(twin is null ? folder : folder with { Seal = null, Refusal = $"'{twin.Path}' holds the same version with another content." });
        }
        return result;
    }
}
