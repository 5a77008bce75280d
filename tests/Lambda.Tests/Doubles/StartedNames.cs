using StoreScp.Storage;

namespace StoreScp.Lambda.Tests;

/// <summary>Workflows that are started, and run for good.</summary>
internal sealed class StartedNames : IWorkflowStarter
{
    public List<string> Names { get; } = [];

    public ValueTask<WorkflowStart> StartAsync(string name, string input, CancellationToken cancellation)
    {
        Names.Add(name);
        return new(WorkflowStart.Started);
    }

    public ValueTask<WorkflowStatus?> DescribeAsync(string name, CancellationToken cancellation) =>
        new(Names.Contains(name) ? WorkflowStatus.Running : (WorkflowStatus?)null);
}
