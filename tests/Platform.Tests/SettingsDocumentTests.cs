using System.Text.Json;
using StoreScp.Platform.Settings;

namespace StoreScp.Platform.Tests;

/// <summary>Pulumi.yaml and environments/README.md say of each setting what the program does.</summary>
public sealed class SettingsDocumentTests
{
    private static readonly IReadOnlyList<Setting> Settings = Read();

    [Fact]
    public void Every_setting_is_read_once_and_has_a_default_of_its_type()
    {
        Settings.Should().OnlyHaveUniqueItems(setting => setting.Key);
        foreach (var setting in Settings)
            DefaultOf(setting).Should().NotBeNull(setting.Key);
    }

    [Fact]
    public void Pulumi_yaml_declares_every_setting() => Approved.Block(
        "Pulumi.yaml", "  # settings", "# end of settings", string.Concat(Settings.Select(setting =>
            $"  {setting.Key}:\n    type: {TypeOf(setting.Type)}\n{(setting.Type == SettingType.Array ? $"    items:\n      type: {TypeOf(setting.ItemType)}\n" : "")}"
            + $"    description: {JsonSerializer.Serialize(setting.What, Readable)}\n    default: {DefaultOf(setting)}\n")));

    [Fact]
    public void The_table_of_settings_is_in_step() => Approved.Block(
        "environments/README.md", "<!-- settings -->", "<!-- /settings -->",
        "| setting | type | default | allowed | what | cost |\n|---|---|---|---|---|---|\n" + string.Concat(Settings.Select(setting =>
            $"| `{setting.Key}` | {TypeOf(setting.Type)} | {(setting.IsRequired && setting.Default.Length == 0 ? "**required**" : setting.Default.Length == 0 ? "empty" : $"`{setting.Default}`")} | {setting.Allowed} | {setting.What} | {setting.Cost} |\n")));

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IReadOnlyList<Setting> Read()
    {
        var reader = new SettingsReader("environments/Pulumi.dev.yaml", _ => null);
        PlatformSettings.Read(reader, "dev");
        return reader.Settings;
    }

    private static string TypeOf(SettingType type) => type.ToString().ToLowerInvariant();

    /// <summary>As YAML, which JSON is, too.</summary>
    private static string DefaultOf(Setting setting) => setting.Type switch
    {
        SettingType.String => JsonSerializer.Serialize(setting.Default),
        SettingType.Integer => int.Parse(setting.Default, System.Globalization.CultureInfo.InvariantCulture).ToString(System.Globalization.CultureInfo.InvariantCulture),
        SettingType.Boolean => bool.Parse(setting.Default) ? "true" : "false",
        _ => JsonDocument.Parse(setting.Default).RootElement.GetRawText(),
    };
}
