using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using StoreScp.Plugins.Hosting;

namespace StoreScp.Server.Plugins.Trials;

/// <summary>Keeps the lines of handlers, from Debug on; thread-safe.</summary>
internal sealed class TrialLog : ILoggerProvider
{
    private readonly ConcurrentQueue<TrialLogLine> _lines = new();

    public ILogger CreateLogger(string categoryName) => new Keeper(categoryName == typeof(PluginHost).FullName ? null : _lines);

    /// <summary>The lines since the last call.</summary>
    public IReadOnlyList<TrialLogLine> Take()
    {
        List<TrialLogLine> lines = [];
        while (_lines.TryDequeue(out var line))
            lines.Add(line);
        return lines;
    }

    public void Dispose() => _lines.Clear();

    /// <param name="lines">Null: the host's own lines, which the command tells in other words.</param>
    private sealed class Keeper(ConcurrentQueue<TrialLogLine>? lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => lines is not null && logLevel >= LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines?.Enqueue(new(logLevel, formatter(state, exception)));
    }
}
