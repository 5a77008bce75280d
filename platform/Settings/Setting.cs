namespace StoreScp.Platform.Settings;

/// <summary>One key of environments/Pulumi.*.yaml. Pulumi.yaml and the table of environments/README.md say the same; tests compare them.</summary>
/// <param name="Default">As Pulumi hands it over: text, or JSON for lists and objects. Empty text is "not set".</param>
/// <param name="Allowed">Ends the sentence "allowed: …".</param>
/// <param name="Cost">What it costs to set it otherwise; "—" is nothing.</param>
public sealed record Setting(string Key, SettingType Type, string Default, string Allowed, string What, string Cost)
{
    /// <summary>Of the items of an array.</summary>
    public SettingType ItemType { get; init; } = SettingType.String;

    /// <summary>Has no default that could be right.</summary>
    public bool IsRequired { get; init; }
}
