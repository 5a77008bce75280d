using StoreScp.Storage;

namespace StoreScp.Server.Hosting;

/// <summary>What commands ask the ledger, of whichever provider.</summary>
internal sealed record LedgerReaders(ILedgerReader Instances, IBatchLedgerReader Batches, IForwardLedgerReader Forwards) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Instances.DisposeAsync();
}
