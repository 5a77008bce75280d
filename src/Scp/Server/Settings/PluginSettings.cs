using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Server.Settings;

/// <summary>The settings of plugins: which handlers see instances, in which order, and within which bounds.</summary>
internal static class PluginSettings
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    public static PluginSiteOptions Read(SettingsReader r, PluginSiteOptions d) => new()
    {
        Folders = r.ReadList<string>("Plugins:Folders", "a folder", TryText, path => path, string.Join(", ", d.Folders)) is { Count: > 0 } folders ? folders : d.Folders,
        Handlers = [.. r.IndexesUnder("Plugins:Handlers").Select(index => ReadHandler(r, FormattableString.Invariant($"Plugins:Handlers:{index}"))).OfType<HandlerOptions>()],
        Fetch = PluginFetchSettings.Read(r),
        FetchMaximumBytes = r.ByteSize("Plugins:FetchMaximumBytes", d.FetchMaximumBytes, 1 << 10, 1L << 30),
        FetchDeadline = r.Duration("Plugins:FetchDeadline", d.FetchDeadline, OneSecond, OneHour),
        AllowedHashes = r.ReadList<string>("Plugins:AllowedHashes", "the SHA-256 of a plugin.sha256, 64 hexadecimal digits", TryHash, hash => hash),
        ScanInterval = r.Duration("Plugins:ScanInterval", d.ScanInterval, OneSecond, OneHour),
        BreakerFailures = r.Number("Plugins:BreakerFailures", d.BreakerFailures, 1, 1_000),
        BreakerOpenTime = r.Duration("Plugins:BreakerOpenTime", d.BreakerOpenTime, OneSecond, OneHour),
        MaximumHangs = r.Number("Plugins:MaximumHangs", d.MaximumHangs, 1, 100),
        BulkReadTimeout = r.Duration("Plugins:BulkReadTimeout", d.BulkReadTimeout, OneSecond, OneHour),
        SecretsFolder = r.Text("Plugins:SecretsFolder", d.SecretsFolder),
        LedgerKeySecret = r.Text("Plugins:LedgerKeySecret", d.LedgerKeySecret),
    };

    private static HandlerOptions? ReadHandler(SettingsReader r, string key)
    {
        var d = new HandlerOptions { Name = "", Plugin = "" };
        var plugin = r.Text($"{key}:Plugin", null);
        var options = d with
        {
            Name = r.Text($"{key}:Name", null) ?? plugin ?? "",
            Plugin = plugin ?? "",
            Handler = r.Text($"{key}:Handler", null),
            Version = r.Text($"{key}:Version", null),
            ShadowVersion = r.Text($"{key}:ShadowVersion", null),
            SettingsFile = r.Text($"{key}:SettingsFile", null),
            Settings = r.ReadTree($"{key}:Settings"),
            CallingAETitles = r.ReadList<string>($"{key}:CallingAETitles", SettingKinds.AETitleForm, SettingKinds.TryAETitle, title => title),
            CalledAETitles = r.ReadList<string>($"{key}:CalledAETitles", SettingKinds.AETitleForm, SettingKinds.TryAETitle, title => title),
            Deadline = r.Duration($"{key}:Deadline", d.Deadline, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10)),
            OnFailure = r.Choice($"{key}:OnFailure", FailureAction.Refuse),
            MaximumAllocationBytes = r.ByteSize($"{key}:MaximumAllocationBytes", d.MaximumAllocationBytes, 64 << 10, 1L << 40),
        };
        if (plugin is not null)
            return options;
        r.Add($"{key} names no Plugin; allowed: the name in a plugin's manifest, such as StoreScp.TagCoercion.");
        return null;
    }

    private static bool TryText(string text, out string value) => (value = text).Length > 0;

    private static bool TryHash(string text, out string value) => (value = text).Length == 64 && text.All(char.IsAsciiHexDigit);
}
