using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

[Collection(MotoCollection.Name)]
public sealed class DynamoDbForwardsTests(MotoServer moto) : ForwardLedgerContract, IAsyncLifetime
{
    private DynamoDbLedger _ledger = null!;

    protected override ILedger Ledger => _ledger;

    protected override IForwardLedger Forwards => _ledger.Forwards;

    public async ValueTask InitializeAsync() => _ledger = await (await MotoTable.CreateAsync(moto)).OpenAsync();

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();
}
