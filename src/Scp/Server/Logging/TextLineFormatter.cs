using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace StoreScp.Server.Logging;

/// <summary>One entry, one line: time in UTC, level, class, message; line breaks of exceptions are escaped.</summary>
internal sealed class TextLineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "storescp";

    public TextLineFormatter()
        : this(TimeProvider.System)
    {
    }

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture));
        textWriter.Write(Word(logEntry.LogLevel));
        textWriter.Write(logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..]);
        textWriter.Write(": ");
        WriteOneLine(textWriter, logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is not null)
        {
            textWriter.Write(" | ");
            WriteOneLine(textWriter, logEntry.Exception.ToString());
        }
        textWriter.Write('\n');
    }

    /// <summary>The last net: whatever a message holds, it cannot begin a line of its own or steer a terminal.</summary>
    private static void WriteOneLine(TextWriter writer, string text)
    {
        foreach (var c in text)
        {
            if (c is '\n')
                writer.Write(@"\n");
            else if (c is '\r')
                writer.Write(@"\r");
            else
                writer.Write(char.IsControl(c) ? '?' : c);
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => " trace ",
        LogLevel.Debug => " debug ",
        LogLevel.Information => " info  ",
        LogLevel.Warning => " WARN  ",
        LogLevel.Error => " ERROR ",
        _ => " FATAL ",
    };
}
