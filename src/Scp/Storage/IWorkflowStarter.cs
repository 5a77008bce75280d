namespace StoreScp.Storage;

/// <summary>Starts executions of the import workflow and tells what became of them; Step Functions, or the runner in this process.</summary>
/// <remarks>Throws <see cref="StorageUnavailableException"/> when the service cannot do its work now. Thread safe.</remarks>
public interface IWorkflowStarter
{
    /// <summary>Starts an execution. The same name with the same input while it runs counts as started.</summary>
    /// <param name="name">At most 80 characters of A–Z, a–z, 0–9, '.', '_' and '-'; used once.</param>
    /// <param name="input">JSON of at most 256 KiB, byte for byte the same in every attempt.</param>
    /// <exception cref="ArgumentException">The name or the input is none that Step Functions would take.</exception>
    ValueTask<WorkflowStart> StartAsync(string name, string input, CancellationToken cancellation);

    /// <summary>Null when there is no such execution (any more).</summary>
    ValueTask<WorkflowStatus?> DescribeAsync(string name, CancellationToken cancellation);
}
