using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>The contract, on S3 as moto has it.</summary>
[Collection(MotoCollection.Name)]
public sealed class S3InstanceStoreTests(MotoServer moto) : InstanceStoreContract
{
    private readonly MotoBucket _bucket = new(moto);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _bucket.Dispose();
    }

    protected override async ValueTask<IInstanceStore> OpenAsync() => await _bucket.OpenAsync();
}
