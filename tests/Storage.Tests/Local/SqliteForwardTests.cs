using StoreScp.Storage.Local;

namespace StoreScp.Storage.Tests.Local;

public sealed class SqliteForwardTests : ForwardLedgerContract, IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SqliteLedger _ledger;

    public SqliteForwardTests() => _ledger = SqliteLedger.Open(new LocalStorageOptions { Path = _folder.Path, Durability = Durability.OsCache });

    protected override ILedger Ledger => _ledger;

    protected override IForwardLedger Forwards => _ledger.Forwards;

    protected override int ManyForwards => 540;

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }
}
