using Amazon.Runtime;

namespace StoreScp.Storage.Aws.S3;

/// <summary>One HTTP client for one bucket: as many connections as there are associations, and quick to give up on a dead address.</summary>
/// <param name="handler">In place of sockets; null outside tests.</param>
internal sealed class S3HttpClientFactory(S3StorageOptions options, HttpMessageHandler? handler) : HttpClientFactory, IDisposable
{
    // S3 answers from many addresses and takes them out of service: connections must not outlive what DNS said for long.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // S3 closes after some 20 s without a request; whoever is later finds a dead connection.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client = new(handler ?? new SocketsHttpHandler
    {
        MaxConnectionsPerServer = options.MaximumConnections,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        PooledConnectionIdleTimeout = IdleTimeout,
        AllowAutoRedirect = false,
        UseCookies = false,
    })
    {
        // Every request has a time-out of its own.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => _client.Dispose();
}
