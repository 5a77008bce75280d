namespace StoreScp.Platform.Settings;

/// <summary>A plugin in the plugins bucket, by version and hash: nobody can replace it unseen.</summary>
public sealed record PluginObjectSettings
{
    public string Key { get; init; } = "";

    public string VersionID { get; init; } = "";

    /// <summary>Of the zip.</summary>
    public string SHA256 { get; init; } = "";

    public bool IsValid => Key is [not '/', ..] && VersionID.Length > 0 && SettingForms.IsSha256(SHA256);
}
