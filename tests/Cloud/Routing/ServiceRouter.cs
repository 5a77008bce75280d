using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using StoreScp.Cloud.Hosting;

namespace StoreScp.Cloud.Routing;

/// <summary>One address for every service, as moto's state machines need it: it looks at what a request was signed for.</summary>
internal sealed class ServiceRouter : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Uri> _targets = new();
    private readonly HttpForwarder _forwarder = new();
    private LoopbackServer? _server;
    private volatile Uri? _rest;

    public Uri Url => _server!.Url;

    public static async Task<ServiceRouter> StartAsync()
    {
        var router = new ServiceRouter();
        router._server = await LoopbackServer.StartAsync(router.RouteAsync);
        return router;
    }

    /// <param name="service">The name that requests are signed for.</param>
    public void Add(string service, Uri target) => _targets[service] = target;

    /// <summary>Where everything else goes, unsigned requests too.</summary>
    public void AddRest(Uri target) => _rest = target;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _forwarder.Dispose();
    }

    private async Task RouteAsync(HttpContext context)
    {
        var target = SigningScope.ServiceOf(context.Request) is { } service && _targets.TryGetValue(service, out var own) ? own : _rest;
        if (target is null)
            context.Abort();
        else
            await _forwarder.ForwardAsync(context, target);
    }
}
