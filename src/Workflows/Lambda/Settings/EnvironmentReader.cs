using System.Globalization;

namespace StoreScp.Lambda.Settings;

/// <summary>Reads settings out of environment variables, and collects everything that is wrong before it complains.</summary>
/// <param name="environment">Of the process. Names are those of the server's settings, with <c>STORESCP__</c> before and <c>__</c> for ':'.</param>
internal sealed class EnvironmentReader(IReadOnlyDictionary<string, string> environment)
{
    private const string Prefix = "STORESCP__";

    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Null where it is not set or empty.</summary>
    public string? Text(string key) => environment.GetValueOrDefault(NameOf(key)) is { } text && text.Trim().Length > 0 ? text.Trim() : null;

    public string Required(string key, string what)
    {
        if (Text(key) is { } text)
            return text;
        _errors.Add($"{NameOf(key)} is not set: {what}.");
        return "";
    }

    /// <summary>Matched whole, or an error that says what is allowed.</summary>
    public string? Matching(string key, string? text, Func<string, bool> isAllowed, string allowed)
    {
        if (text is { Length: > 0 } && !isAllowed(text))
            _errors.Add($"{NameOf(key)} is not allowed: {allowed}.");
        return text;
    }

    public Uri? Address(string key)
    {
        if (Text(key) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Query.Length == 0)
            return address;
        _errors.Add($"{NameOf(key)} is not allowed: an absolute http or https address without a query.");
        return null;
    }

    public int Number(string key, int otherwise, int smallest, int largest)
    {
        if (Text(key) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest)
            return number;
        _errors.Add(FormattableString.Invariant($"{NameOf(key)} is not allowed: a whole number from {smallest} to {largest}."));
        return otherwise;
    }

    /// <summary>As the server reads durations: <c>60</c> (seconds), <c>60s</c>, <c>5m</c>, <c>1h</c>, <c>250ms</c> or <c>00:01:00</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan shortest, TimeSpan longest)
    {
        if (Text(key) is not { } text)
            return otherwise;
        if (TryDuration(text, out var duration) && duration >= shortest && duration <= longest)
            return duration;
        _errors.Add(FormattableString.Invariant(
            $"{NameOf(key)} is not allowed: {shortest.TotalSeconds} to {longest.TotalSeconds} seconds, as a number, or like 60s, 5m or 00:01:00."));
        return otherwise;
    }

    private static bool TryDuration(string text, out TimeSpan value)
    {
        if (TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out value))
            return true;
        var (suffix, seconds) = Units.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase), ("", 1));
        if (!double.TryParse(text[..^suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || !(number * seconds <= TimeSpan.FromDays(365).TotalSeconds))
            return false;
        value = TimeSpan.FromSeconds(number * seconds);
        return true;
    }

    private static string NameOf(string key) => Prefix + key.Replace(":", "__", StringComparison.Ordinal);
}
