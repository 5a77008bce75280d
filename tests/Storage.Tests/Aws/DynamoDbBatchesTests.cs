using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

[Collection(MotoCollection.Name)]
public sealed class DynamoDbBatchesTests(MotoServer moto) : BatchLedgerContract
{
    private MotoTable? _table;

    /// <summary>More than one BatchGetItem takes (100 items).</summary>
    protected override int ManyBatches => 150;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_table is not null)
            await _table.DisposeAsync();
    }

    protected override async ValueTask<(ILedger Ledger, IBatchLedger Batches, ILeaseLedger Leases)> OpenAsync()
    {
        var ledger = await (_table = await MotoTable.CreateAsync(moto)).OpenAsync();
        return (ledger, ledger.Batches, ledger.Batches);
    }
}
