namespace StoreScp.Storage.Tests.Aws;

/// <summary>The contract, on S3's conditions and checksums as <see cref="FakeS3"/> has them, with requests as they go over TLS.</summary>
public sealed class FakeS3InstanceStoreTests : InstanceStoreContract
{
    private readonly FakeS3 _s3 = new();

    protected override ValueTask<IInstanceStore> OpenAsync() => new(_s3.Open());
}
