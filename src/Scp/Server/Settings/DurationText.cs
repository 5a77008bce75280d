using System.Globalization;

namespace StoreScp.Server.Settings;

/// <summary>Durations as people write them: <c>60</c> (seconds), <c>60s</c>, <c>5m</c>, <c>1h</c>, <c>250ms</c> or <c>00:01:00</c>.</summary>
/// <remarks>.NET's own binding reads "60" as sixty days.</remarks>
internal static class DurationText
{
    public const string Forms = "a number of seconds, or 250ms, 60s, 5m, 1h or 00:01:00";

    private static readonly (string Suffix, double Seconds)[] Units =
        [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        if (TimeSpan.TryParseExact(text, [@"hh\:mm\:ss", @"hh\:mm\:ss\.fff"], CultureInfo.InvariantCulture, out value))
            return true;
        var (digits, secondsPerUnit) = (text, 1.0);
        foreach (var (suffix, seconds) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            (digits, secondsPerUnit) = (text[..^suffix.Length], seconds);
            break;
        }
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            // Not "greater than": NaN must be refused as well.
            || !(number * secondsPerUnit <= TimeSpan.FromDays(365).TotalSeconds))
            return false;
        value = TimeSpan.FromSeconds(number * secondsPerUnit);
        return true;
    }

    public static string Format(TimeSpan value) => value switch
    {
        { TotalSeconds: < 1 } when value != TimeSpan.Zero => Text(value.TotalMilliseconds, "ms"),
        { TotalSeconds: var s } when s >= 3600 && s % 3600 == 0 => Text(s / 3600, "h"),
        _ => Text(value.TotalSeconds, "s"),
    };

    private static string Text(double number, string unit) => number.ToString("0.###", CultureInfo.InvariantCulture) + unit;
}
