using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

[Collection(MotoCollection.Name)]
public sealed class DynamoDbBatchesTests(MotoServer moto) : BatchLedgerContract
{
    protected override async ValueTask<(ILedger Ledger, IBatchLedger Batches, ILeaseLedger Leases)> OpenAsync()
    {
        var ledger = await (await MotoTable.CreateAsync(moto)).OpenAsync();
        return (ledger, ledger.Batches, ledger.Batches);
    }
}
