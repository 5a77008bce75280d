namespace StoreScp.Platform.Settings;

/// <summary>Plugins that tasks fetch, and the secrets that plugins may read.</summary>
public sealed record PluginSettings
{
    public required IReadOnlyList<PluginObjectSettings> Plugins { get; init; }

    public required IReadOnlyList<string> AllowedHashes { get; init; }

    /// <summary>Names below the environment's prefix in Secrets Manager.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    public required string LedgerKeySecret { get; init; }

    /// <summary>All of them.</summary>
    public IEnumerable<string> SecretNames => LedgerKeySecret.Length > 0 ? Secrets.Append(LedgerKeySecret).Distinct() : Secrets;

    public static PluginSettings Read(SettingsReader r)
    {
        var settings = new PluginSettings
        {
            Plugins = r.Records<PluginObjectSettings>(
                new("Plugins", SettingType.Array, "[]", "entries with Key, VersionID and SHA256", "Zips of plugins in the plugins bucket that each task fetches (`Plugins:Fetch`).",
                    "storage")
                { ItemType = SettingType.Object },
                plugin => plugin.IsValid),
            AllowedHashes = r.List(
                new("PluginHashes", SettingType.Array, "[]", "SHA-256 of a plugin.sha256, 64 hexadecimal digits; required with Plugins",
                    "The only plugins that may be loaded (`Plugins:AllowedHashes`); those in the box count, too.", "—"),
                SettingForms.IsSha256),
            Secrets = r.List(
                new("PluginSecrets", SettingType.Array, "[]", "names of secrets in Secrets Manager, without the prefix storescp/ENVIRONMENT/", "Secrets that plugins may read.",
                    "$0.40 a month for each"), IsSecretName),
            LedgerKeySecret = r.Text(
                new("LedgerKeySecret", SettingType.String, "", "the name of a secret, as in PluginSecrets, or empty",
                    "Protects what de-identified instances were received as (`Plugins:LedgerKeySecret`).", "$0.40 a month"), IsSecretName),
        };
        if (settings is { Plugins.Count: > 0, AllowedHashes.Count: 0 })
            r.Add("PluginHashes", "empty, but Plugins is not; allowed with it: the hash of each plugin that may be loaded.");
        return settings;
    }

    private static bool IsSecretName(string text) => text.Length is > 0 and <= 200 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.');
}
