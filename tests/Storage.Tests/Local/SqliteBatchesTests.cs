using StoreScp.Storage.Local;

namespace StoreScp.Storage.Tests.Local;

public sealed class SqliteBatchesTests : BatchLedgerContract
{
    private readonly TestFolder _folder = new();

    protected override int ManyBatches => 1_100;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<(ILedger Ledger, IBatchLedger Batches, ILeaseLedger Leases)> OpenAsync()
    {
        var ledger = SqliteLedger.Open(new LocalStorageOptions { Path = _folder.Path, Durability = Durability.OsCache });
        return new((ledger, ledger.Batches, ledger.Batches));
    }
}
