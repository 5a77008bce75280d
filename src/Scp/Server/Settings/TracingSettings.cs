namespace StoreScp.Server.Settings;

/// <summary>The settings of traces.</summary>
internal static class TracingSettings
{
    public static TracingOptions Read(SettingsReader r, TracingOptions d) => new()
    {
        OtlpEndpoint = r.Read("Tracing:OtlpEndpoint", d.OtlpEndpoint, "an http or https address such as http://127.0.0.1:4318, or none (off)",
            TryEndpoint, url => url?.AbsoluteUri ?? "none"),
        SamplePercent = r.Number("Tracing:SamplePercent", d.SamplePercent, 0, 100),
    };

    /// <summary>Without a path it is the one that the protocol has for traces.</summary>
    private static bool TryEndpoint(string text, out Uri? value)
    {
        value = null;
        if (SettingKinds.IsNone(text))
            return true;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) || url.UserInfo.Length > 0)
            return false;
        value = url.AbsolutePath == "/" ? new Uri(url, "/v1/traces") : url;
        return true;
    }
}
