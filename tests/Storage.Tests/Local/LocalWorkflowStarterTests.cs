using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StoreScp.LocalRunner;

namespace StoreScp.Storage.Tests.Local;

public sealed class LocalWorkflowStarterTests : WorkflowStarterContract
{
    private const string Definition = """
        {"StartAt":"Wait","TimeoutSeconds":600,"States":{"Wait":{"Type":"Wait","Seconds":60,"Next":"Done"},"Done":{"Type":"Succeed"}}}
        """;

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private LocalWorkflows _workflows = null!;

    public override async ValueTask DisposeAsync()
    {
        await _workflows.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<IWorkflowStarter> OpenAsync()
    {
        _workflows = new(
            Definition, new Dictionary<string, TaskHandler>(), new LocalRunnerOptions { DatabasePath = _folder["workflows.db"], Holder = "one" }, _time,
            NullLogger.Instance);
        return new(_workflows);
    }

    protected override async ValueTask<WorkflowStatus> EndAsync(string name)
    {
        while (await _workflows.RunDueAsync(default) is { } next)
            _time.Advance(next - _time.GetUtcNow());
        return WorkflowStatus.Succeeded;
    }
}
