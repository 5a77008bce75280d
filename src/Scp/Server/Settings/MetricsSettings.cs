namespace StoreScp.Server.Settings;

/// <summary>The settings of metrics.</summary>
internal static class MetricsSettings
{
    public static MetricsOptions Read(SettingsReader r, MetricsOptions d) => new()
    {
        EmbeddedMetricFormat = r.Switch("Metrics:EmbeddedMetricFormat", d.EmbeddedMetricFormat),
        Interval = r.Duration("Metrics:Interval", d.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        Environment = r.Read("Metrics:Environment", d.Environment, "1 to 64 printable ASCII characters without a colon at the beginning",
            TryEnvironment, text => text ?? "(none)"),
    };

    /// <summary>Shorter than CloudWatch allows (1,024 characters), since every document carries it.</summary>
    private static bool TryEnvironment(string text, out string? value)
    {
        value = text.Length == 0 ? null : text;
        return text.Length <= 64 && text.All(c => c is >= ' ' and <= '~') && text.Trim().Length == text.Length && !text.StartsWith(':');
    }
}
