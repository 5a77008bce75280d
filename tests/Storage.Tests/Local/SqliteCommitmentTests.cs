using StoreScp.Storage.Local;

namespace StoreScp.Storage.Tests.Local;

public sealed class SqliteCommitmentTests : CommitmentLedgerContract, IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SqliteLedger _ledger;

    public SqliteCommitmentTests() => _ledger = SqliteLedger.Open(new LocalStorageOptions { Path = _folder.Path, Durability = Durability.OsCache });

    protected override ICommitmentLedger Ledger => _ledger.Commitments;

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }
}
