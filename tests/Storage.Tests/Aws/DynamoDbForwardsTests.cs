using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

[Collection(MotoCollection.Name)]
public sealed class DynamoDbForwardsTests(MotoServer moto) : ForwardLedgerContract, IAsyncLifetime
{
    private MotoTable _table = null!;
    private DynamoDbLedger _ledger = null!;

    protected override ILedger Ledger => _ledger;

    protected override IForwardLedger Forwards => _ledger.Forwards;

    /// <summary>More than one BatchGetItem takes (100 items).</summary>
    protected override int ManyForwards => 135;

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
