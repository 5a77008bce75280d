using StoreScp.Server.Settings;

namespace StoreScp.Server.Tests.Settings;

/// <summary>Settings as if somebody had written them.</summary>
internal static class Given
{
    public static LoadedSettings Settings(params (string Key, string Value)[] settings) =>
        LoadedSettings.From(settings.Select(setting => new WrittenSetting(setting.Key, setting.Value, "test")));

    public static StoreScpOptions Options(params (string Key, string Value)[] settings)
    {
        var loaded = Settings(settings);
        loaded.Errors.Should().BeEmpty();
        return loaded.Options;
    }
}
