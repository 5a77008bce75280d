using Amazon.Runtime;
using Amazon.S3;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.S3;
using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>A new bucket in moto, and stores on it.</summary>
public sealed class MotoBucket(MotoServer moto) : IDisposable
{
    public S3StorageOptions Options { get; } = new() { Bucket = $"storescp-{Guid.NewGuid():N}", PartBytes = 5 << 20 };

    public AwsAccess Access { get; } = new("us-east-1", new BasicAWSCredentials("test", "test"), moto.Endpoint);

    /// <summary>A client of the SDK as it comes, to see what a store did.</summary>
    public AmazonS3Client Client { get; } = new("test", "test", new AmazonS3Config
    {
        ServiceURL = moto.Endpoint.AbsoluteUri,
        AuthenticationRegion = "us-east-1",
        ForcePathStyle = true,
    });

    public async Task<S3InstanceStore> OpenAsync(S3StorageOptions? options = null, TimeProvider? time = null)
    {
        await Client.PutBucketAsync(Options.Bucket);
        return S3InstanceStore.Open(Access, options ?? Options, time ?? TimeProvider.System);
    }

    public async Task<int> CountUploadsAsync() => (await Client.ListMultipartUploadsAsync(Options.Bucket)).MultipartUploads?.Count ?? 0;

    public void Dispose() => Client.Dispose();
}
