using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace StoreScp.Storage.Aws.S3;

/// <summary>One bucket and how it is spoken to: client, options, clock.</summary>
internal sealed class S3Bucket : IDisposable
{
    private const int SendBytes = 128 << 10;

    private readonly S3HttpClientFactory _http;

    /// <param name="handler">In place of sockets; null outside tests.</param>
    /// <exception cref="StorageSetupException">The options are not valid.</exception>
    public S3Bucket(AwsAccess access, S3StorageOptions options, TimeProvider time, HttpMessageHandler? handler = null)
    {
        options.Validate();
        Options = options;
        Time = time;
        _http = new S3HttpClientFactory(options, handler);
        IsPlainHttp = access.Endpoint?.Scheme == Uri.UriSchemeHttp;
        Client = new AmazonS3Client(access.Credentials, ConfigurationOf(access, _http));
    }

    public IAmazonS3 Client { get; }

    public S3StorageOptions Options { get; }

    public TimeProvider Time { get; }

    public string Name => Options.Bucket;

    /// <summary>The uploads that writers of this process are working on, by id.</summary>
    public ConcurrentDictionary<string, ObjectKey> LivingUploads { get; } = [];

    /// <summary>Without TLS the signature covers the bytes; with it they are not hashed once more.</summary>
    public bool IsPlainHttp { get; }

    /// <param name="what">A sentence's beginning for the error, such as "The object cannot be read".</param>
    public S3Operation Begin(string what, CancellationToken cancellation) => new(this, what, Options.OperationBudget, cancellation);

    /// <inheritdoc cref="S3StorageOptions.CleanupBudget"/>
    public S3Operation BeginCleanup(string what) => new(this, what, Options.CleanupBudget, CancellationToken.None);

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }

    private static AmazonS3Config ConfigurationOf(AwsAccess access, S3HttpClientFactory http)
    {
        var configuration = new AmazonS3Config
        {
            HttpClientFactory = http,
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
            // We compute one checksum ourselves, send it and compare the answer; theirs by default would be a second.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            // Retries are ours (S3Operation): within a budget, and knowing that an earlier attempt may have taken effect.
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            ThrottleRetries = false,
            AllowAutoRedirect = false,
            // With the SDK's 8 KiB every 8 KiB of an object would be a call of its own through TLS and into the kernel.
            BufferSize = SendBytes,
        };
        if (access.Endpoint is { } endpoint)
        {
            configuration.ServiceURL = endpoint.AbsoluteUri;
            configuration.AuthenticationRegion = access.Region;
            configuration.ForcePathStyle = true;
        }
        else
        {
            configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(access.Region);
        }
        return configuration;
    }
}
