using System.Globalization;
using StoreScp.Server.Logging;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary>A moment in the past as people write it: an age (<c>2h</c>) or a date with or without a time, UTC unless it says otherwise.</summary>
internal static class SinceText
{
    public const string Forms = "an age such as 30m or 2h, or a time such as 2026-11-23 or 2026-11-23T14:00 (UTC) or 2026-11-23T14:00+01:00";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The moment that an option names; null when it is not given.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static DateTimeOffset? Require(string option, string? text, DateTimeOffset now) => text is null
        ? null
        : TryParse(text, now, out var since)
            ? since
            : throw new CommandException(ExitCode.Usage, $"{option} is \"{LogText.Escape(text)}\"; allowed: {Forms}.");

    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset since)
    {
        if (DurationText.TryParse(text, out var age))
        {
            since = now - age;
            return true;
        }
        if (text.EndsWith('d') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days < 36_500)
        {
            since = now - TimeSpan.FromDays(days);
            return true;
        }
        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out since);
    }
}
