using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace StoreScp.EndToEnd.Tests.Tracing;

/// <summary>A collector of traces on loopback that keeps what it is sent.</summary>
internal sealed class FakeCollector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly MemoryStream _received = new();

    private FakeCollector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(TakeAsync);
    }

    public string Url => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>The bodies of all requests, one after the other.</summary>
    public byte[] Received
    {
        get { lock (_received) return _received.ToArray(); }
    }

    public static async Task<FakeCollector> StartAsync()
    {
        var collector = new FakeCollector();
        await collector._application.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (context.Request.Path != "/v1/traces" || context.Request.ContentType != "application/x-protobuf")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        lock (_received)
            body.WriteTo(_received);
    }
}
