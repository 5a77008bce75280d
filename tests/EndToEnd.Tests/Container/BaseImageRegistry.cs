using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace StoreScp.EndToEnd.Tests.Container;

/// <summary>A container registry on loopback that has one image, and only gives (OCI Distribution Specification, pull).</summary>
internal sealed class BaseImageRegistry : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly BaseImage _image = new();

    private BaseImageRegistry()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>As `ContainerBaseImage` names it; of `localhost` the SDK takes plain HTTP too.</summary>
    public string ImageName => $"localhost:{new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port}/base:1";

    public static async Task<BaseImageRegistry> StartAsync()
    {
        var registry = new BaseImageRegistry();
        await registry._application.StartAsync();
        return registry;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var name = path[(path.LastIndexOf('/') + 1)..];
        var body = path switch
        {
            "/v2/" => [],
            _ when path.StartsWith("/v2/base/manifests/", StringComparison.Ordinal) => _image.Manifest,
            _ when path.StartsWith("/v2/base/blobs/", StringComparison.Ordinal) => _image.Blobs.GetValueOrDefault(name),
            _ => null,
        };
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.ContentType = path.Contains("/manifests/") ? BaseImage.ManifestType : "application/octet-stream";
        context.Response.ContentLength = body.Length;
        context.Response.Headers["Docker-Content-Digest"] = BaseImage.DigestOf(body);
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
