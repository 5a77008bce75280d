using StoreScp.Storage;

namespace StoreScp.Import.Tests.Interleaving;

/// <summary>Starts of executions by one process, which pauses before every call.</summary>
internal sealed class PausingWorkflows(IWorkflowStarter inner, PausingCalls calls) : IWorkflowStarter
{
    public ValueTask<WorkflowStart> StartAsync(string name, string input, CancellationToken cancellation) => calls.CallAsync(() => inner.StartAsync(name, input, cancellation));

    public ValueTask<WorkflowStatus?> DescribeAsync(string name, CancellationToken cancellation) => calls.CallAsync(() => inner.DescribeAsync(name, cancellation));
}
