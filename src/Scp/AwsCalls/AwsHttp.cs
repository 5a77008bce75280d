namespace StoreScp.AwsCalls;

/// <summary>The HTTP client for hand-made calls.</summary>
public static class AwsHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Of idle and of used connections alike: names of services change their addresses.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Follows no redirect, which a signature would not fit, and has no time-out of its own: every call has one.</summary>
    public static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = ConnectTimeout, PooledConnectionLifetime = ConnectionLifetime })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
}
