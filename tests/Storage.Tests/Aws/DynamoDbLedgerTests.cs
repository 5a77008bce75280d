using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

[Collection(MotoCollection.Name)]
public sealed class DynamoDbLedgerTests(MotoServer moto) : LedgerContract
{
    private MotoTable? _table;

    protected override async ValueTask<ILedger> OpenAsync() => await (_table ??= await MotoTable.CreateAsync(moto)).OpenAsync();
}
