using System.CommandLine.Parsing;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary>A time-out on the command line, written as settings write durations.</summary>
internal static class TimeoutText
{
    public static void Validate(OptionResult result)
    {
        if (!IsAllowed(result.GetValueOrDefault<string>(), out _))
            result.AddError($"{result.Option.Name} allows {DurationText.Forms}, from 1s to 24h.");
    }

    public static TimeSpan Read(string text) => IsAllowed(text, out var value) ? value : throw new ArgumentException("Not validated.", nameof(text));

    private static bool IsAllowed(string? text, out TimeSpan value)
    {
        value = default;
        return text is not null && DurationText.TryParse(text, out value) && value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromHours(24);
    }
}
