using StoreScp.HealthImaging;
using StoreScp.Import;
using StoreScp.Storage;

namespace StoreScp.Server.Importing;

/// <summary>What the import works with beside the storage: HealthImaging, what runs the workflow, and where the results are.</summary>
internal interface IImportServices : IAsyncDisposable
{
    IHealthImaging HealthImaging { get; }

    IWorkflowStarter Workflows { get; }

    IImportOutput Output { get; }

    ImportOptions Options { get; }

    /// <summary>Where HealthImaging is, for people.</summary>
    string Place { get; }

    /// <summary>Begins whatever runs in this process. Throws <see cref="Cli.CommandException"/> with one sentence when it cannot.</summary>
    Task StartAsync(CancellationToken cancellation);
}
