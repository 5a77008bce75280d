using StoreScp.Storage;

namespace StoreScp.Server.Hosting;

/// <summary>The store and the ledger in all its roles, of one provider (Storage:Provider).</summary>
internal sealed record StorageAdapters : IAsyncDisposable
{
    public required IInstanceStore Store { get; init; }

    public required ILedger Ledger { get; init; }

    public required IBatchLedger Batches { get; init; }

    public required ILeaseLedger Leases { get; init; }

    public required IForwardLedger Forwards { get; init; }

    public required ICommitmentLedger Commitments { get; init; }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Store.DisposeAsync();
    }
}
