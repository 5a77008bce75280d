using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace StoreScp.LocalRunner.Tests.Support;

/// <summary>Runners on one file and one clock, closed after the test.</summary>
/// <param name="start">Null: some morning.</param>
internal sealed class Runners(DateTimeOffset? start = null) : IAsyncDisposable
{
    private const int MaximumWaits = 10_000;

    private readonly TemporaryFolder _folder = new();
    private readonly List<LocalWorkflows> _open = [];

    public FakeTimeProvider Time { get; } = new(start ?? new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    public TemporaryFolder Folder => _folder;

    public LocalRunnerOptions Options { get; set; } = new() { DatabasePath = "", Holder = "one", JitterSeed = 1 };

    /// <param name="file">In the test's folder, or a full path.</param>
    public LocalWorkflows Open(string definition, Script script, string holder = "one", string file = "workflows.db", ILogger? logger = null)
    {
        var options = Options with { DatabasePath = _folder[file], Holder = holder };
        var workflows = new LocalWorkflows(definition, script.Handlers, options, Time, logger ?? NullLogger.Instance);
        _open.Add(workflows);
        return workflows;
    }

    /// <summary>Runs everything to its end, hours in milliseconds; returns how long that took by the clock.</summary>
    public async Task<TimeSpan> RunToEndAsync(LocalWorkflows workflows)
    {
        var began = Time.GetUtcNow();
        for (var waits = 0; await workflows.RunDueAsync(TestContext.Current.CancellationToken) is { } next; waits++)
        {
            waits.Should().BeLessThan(MaximumWaits, "a workflow ends");
            if (next > Time.GetUtcNow())
                Time.Advance(next - Time.GetUtcNow());
        }
        return Time.GetUtcNow() - began;
    }

    /// <summary>Starts one execution named "x" and runs it to its end.</summary>
    public async Task<WorkflowStatus> RunAsync(LocalWorkflows workflows, string input = "{}")
    {
        (await workflows.StartAsync("x", input, default)).Should().Be(WorkflowStart.Started);
        await RunToEndAsync(workflows);
        return (await workflows.DescribeAsync("x", default))!.Value;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var workflows in _open)
            await workflows.DisposeAsync();
        _folder.Dispose();
    }
}
