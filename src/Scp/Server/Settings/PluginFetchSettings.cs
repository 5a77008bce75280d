using StoreScp.Storage.Aws.S3;

namespace StoreScp.Server.Settings;

/// <summary>The settings of plugins that are fetched from S3.</summary>
internal static class PluginFetchSettings
{
    private const string Scheme = "s3://";

    private static readonly string[] Members = ["Object", "VersionId", "Sha256"];

    public static IReadOnlyList<PluginFetchOptions> Read(SettingsReader r) =>
        [.. r.IndexesUnder("Plugins:Fetch").Select(index => ReadOne(r, FormattableString.Invariant($"Plugins:Fetch:{index}"))).OfType<PluginFetchOptions>()];

    public static void Check(StoreScpOptions options, SettingsReader reader)
    {
        if (options.Plugins.Fetch.Count > 0 && options.Storage.Provider != StorageProvider.Aws)
            reader.Add($"Plugins:Fetch names what is to be fetched from S3, but Storage:Provider is {options.Storage.Provider}; "
                + "allowed with it: Aws (plugins on this machine are named with Plugins:Folders).");
    }

    private static PluginFetchOptions? ReadOne(SettingsReader r, string key)
    {
        var at = r.Read<(string Bucket, string Key)?>(
            $"{key}:Object", null, "a zip in S3, such as s3://plugins/acme-1.0.0.zip", TryObject, value => value is { } o ? $"{Scheme}{o.Bucket}/{o.Key}" : "(none)");
        var version = r.Text($"{key}:VersionId", null);
        var hash = r.Read<string?>(
            $"{key}:Sha256", null, "the SHA-256 of the zip, 64 hexadecimal digits",
            (string text, out string? value) => (value = text.ToLowerInvariant()).Length == 64 && value.All(char.IsAsciiHexDigit), value => value ?? "(none)");
        if (at is { } found && version is not null && hash is not null)
            return new(new S3ObjectVersion(found.Bucket, found.Key, version), hash);
        foreach (var missing in Members.Where(name => !r.IsWritten($"{key}:{name}") || (name == "VersionId" && version is null)))
            r.Add($"{key} has no {missing}; allowed: Object, VersionId and Sha256 together, so that nobody can replace the plugin unseen.");
        return null;
    }

    private static bool TryObject(string text, out (string Bucket, string Key)? value)
    {
        value = null;
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            return false;
        var slash = text.IndexOf('/', Scheme.Length);
        if (slash - Scheme.Length is < 3 or > 63 || slash == text.Length - 1)
            return false;
        value = (text[Scheme.Length..slash], text[(slash + 1)..]);
        return true;
    }
}
