using StoreScp.LocalRunner.Files;
using StoreScp.Storage;

namespace StoreScp.LocalRunner;

/// <summary>Reads executions from the runner's file while a runner works on it or none does; needs no handlers.</summary>
public sealed class WorkflowHistory : IAsyncDisposable
{
    private readonly WorkflowFile _file;

    private WorkflowHistory(WorkflowFile file) => _file = file;

    /// <exception cref="StorageSetupException">There is no such file, or it cannot be opened.</exception>
    public static WorkflowHistory Open(LocalRunnerOptions options) => File.Exists(options.DatabasePath)
        ? new WorkflowHistory(WorkflowFile.Open(options.DatabasePath, options.LockTimeout))
        : throw new StorageSetupException($"There is no workflow file '{options.DatabasePath}'; no import was started there.");

    /// <summary>Oldest first; empty when there is no such execution (any more).</summary>
    /// <exception cref="StorageUnavailableException">The file cannot be read now.</exception>
    public async ValueTask<IReadOnlyList<HistoryEvent>> ReadAsync(string name, CancellationToken cancellation) =>
        await _file.ReadAsync(connection => HistoryTable.Read(connection, name), cancellation);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
