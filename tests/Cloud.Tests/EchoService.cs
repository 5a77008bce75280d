using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace StoreScp.Cloud.Tests;

/// <summary>A service that answers with what it got, and remembers it.</summary>
internal sealed class EchoService : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _paths = new();
    private readonly ConcurrentQueue<byte[]> _bodies = new();
    private readonly WebApplication _application;

    private EchoService()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(EchoAsync);
    }

    public Uri Url => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public IReadOnlyCollection<string> Paths => _paths;

    public IReadOnlyCollection<byte[]> Bodies => _bodies;

    public static async Task<EchoService> StartAsync()
    {
        var service = new EchoService();
        await service._application.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task EchoAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _bodies.Enqueue(body.ToArray());
        _paths.Enqueue(context.Features.Get<IHttpRequestFeature>()!.RawTarget);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.ToArray());
    }
}
