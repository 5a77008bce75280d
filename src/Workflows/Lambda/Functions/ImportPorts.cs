using StoreScp.HealthImaging;
using StoreScp.Storage;

namespace StoreScp.Lambda.Functions;

/// <summary>What the functions work on: on AWS its services, in tests anything that keeps the ports' contracts.</summary>
internal sealed record ImportPorts
{
    public required IBatchLedger Batches { get; init; }

    public required ILeaseLedger Leases { get; init; }

    public required ILedger Ledger { get; init; }

    public required IInstanceStore Store { get; init; }

    public required IImportOutput Output { get; init; }

    public required IHealthImaging HealthImaging { get; init; }

    /// <summary>Null in functions that start no workflow.</summary>
    public IWorkflowStarter? Workflows { get; init; }
}
