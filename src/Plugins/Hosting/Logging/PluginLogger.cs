using System.Text;
using Microsoft.Extensions.Logging;

namespace StoreScp.Plugins.Hosting.Logging;

/// <summary>
/// The log as plugins see it: one line each, without control characters, without values of the instance in hand. Exceptions are written
/// as scrubbed text, never handed on: whoever formats them later would not know what to leave out.
/// </summary>
internal sealed partial class PluginLogger(ILogger logger, string handler) : IPluginLogger
{
    /// <summary>Characters of one line; what is longer is cut.</summary>
    public const int MaximumLength = 16 << 10;

    private const string LeftOut = "(text left out: the values of the instance in hand are not known here)";

    public void Log(PluginLogLevel level, string message, Exception? error = null) => Log(level, message, error, CallInHand.Current);

    /// <summary>As <see cref="Log(PluginLogLevel, string, Exception?)"/>, of a call that the caller is not inside of.</summary>
    public void Log(PluginLogLevel level, string message, Exception? error, CallInHand? call)
    {
        var to = Level(level);
        if (!logger.IsEnabled(to))
            return;
        var text = Scrub(message ?? "", call);
        if (error is not null)
            text = $"{text}: {error.GetType().FullName}: {Scrub(error.ToString(), call)}";
        LogLine(logger, to, handler, text);
    }

    /// <summary>A sentence of the host's own about the handler; it holds no values.</summary>
    public void Report(PluginLogLevel level, string sentence)
    {
        if (logger.IsEnabled(Level(level)))
            LogLine(logger, Level(level), handler, OneLine(sentence));
    }

    private static string Scrub(string text, CallInHand? call) => OneLine((call is null ? text : call.Scrub(text)) ?? LeftOut);

    private static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaximumLength));
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MaximumLength)))
        {
            if (c == '\n')
                line.Append(" | ");
            else if (c != '\r')
                line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') ? ' ' : c);
        }
        return text.Length > MaximumLength ? line.Append('…').ToString() : line.ToString();
    }

    private static LogLevel Level(PluginLogLevel level) => level switch
    {
        PluginLogLevel.Debug => LogLevel.Debug,
        PluginLogLevel.Information => LogLevel.Information,
        PluginLogLevel.Warning => LogLevel.Warning,
        _ => LogLevel.Error,
    };
}
