using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

[Collection(MotoCollection.Name)]
public sealed class DynamoDbLedgerTests(MotoServer moto) : LedgerContract
{
    private MotoTable? _table;

    /// <summary>More than 1 MB, the page of a query.</summary>
    protected override int ManyInstances => 203;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_table is not null)
            await _table.DisposeAsync();
    }

    protected override async ValueTask<ILedger> OpenAsync() => await (_table ??= await MotoTable.CreateAsync(moto)).OpenAsync();
}
