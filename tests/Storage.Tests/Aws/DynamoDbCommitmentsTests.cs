using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

[Collection(MotoCollection.Name)]
public sealed class DynamoDbCommitmentsTests(MotoServer moto) : CommitmentLedgerContract, IAsyncLifetime
{
    private DynamoDbLedger _ledger = null!;

    protected override ICommitmentLedger Ledger => _ledger.Commitments;

    public async ValueTask InitializeAsync() => _ledger = await (await MotoTable.CreateAsync(moto)).OpenAsync();

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();
}
