using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

[Collection(MotoCollection.Name)]
public sealed class DynamoDbCommitmentsTests(MotoServer moto) : CommitmentLedgerContract, IAsyncLifetime
{
    private MotoTable _table = null!;
    private DynamoDbLedger _ledger = null!;

    protected override ICommitmentLedger Ledger => _ledger.Commitments;

    public async ValueTask InitializeAsync()
    {
        _table = await MotoTable.CreateAsync(moto);
        _ledger = await _table.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _table.DisposeAsync();
    }
}
