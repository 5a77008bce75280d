using Microsoft.Extensions.Logging;

namespace StoreScp.LocalRunner.Tests.Support;

/// <summary>Copies the runner's file at every transition of its only execution: what a crash at that moment leaves on the disk.</summary>
internal sealed class Snapshots(TemporaryFolder folder, Script script, TimeProvider time) : ILogger
{
    public List<Snapshot> Taken { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Take(formatter(state, exception));

    public void Take(string moment)
    {
        var copy = folder[$"crash-{Taken.Count}.db"];
        foreach (var suffix in new[] { "", "-wal" })
        {
            if (File.Exists(folder["workflows.db" + suffix]))
                File.Copy(folder["workflows.db" + suffix], copy + suffix);
        }
        Taken.Add(new Snapshot(copy, moment, time.GetUtcNow(), script.Calls.Count));
    }
}
