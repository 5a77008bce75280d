using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Logging;

/// <summary>Builds the log: to standard error, one line or one JSON object per entry, in UTC.</summary>
internal static class LogSetup
{
    public static ILoggerFactory Create(LoggingOptions options) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(options.Level);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        // A port that cannot be had is said in one sentence, not twice.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddConsole(console =>
        {
            // Standard output belongs to the answers of commands.
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            // A log that nobody reads must not stop images: lines are dropped, and the count of them is logged.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = 10_000;
            console.FormatterName = options.Format == LogFormat.Json ? ConsoleFormatterNames.Json : TextLineFormatter.FormatterName;
        });
        logging.AddConsoleFormatter<TextLineFormatter, ConsoleFormatterOptions>();
        logging.Services.Configure<JsonConsoleFormatterOptions>(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            json.IncludeScopes = true;
        });
    });
}
