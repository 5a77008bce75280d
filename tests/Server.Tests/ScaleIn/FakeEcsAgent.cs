using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace StoreScp.Server.Tests.ScaleIn;

/// <summary>A container agent of ECS on loopback, which notes what it is asked for.</summary>
internal sealed class FakeEcsAgent : IAsyncDisposable
{
    private readonly WebApplication _application;

    private FakeEcsAgent(WebApplication application) => _application = application;

    public List<string> Requests { get; } = [];

    /// <summary>What it answers, instead of doing as asked.</summary>
    public (HttpStatusCode Status, string Body)? Refusal { get; set; }

    /// <summary>It takes the request and never answers.</summary>
    public bool Hangs { get; set; }

    public Uri Url => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/api/0123");

    public static async Task<FakeEcsAgent> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var agent = new FakeEcsAgent(application);
        application.Run(agent.AnswerAsync);
        await application.StartAsync();
        return agent;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        lock (Requests)
            Requests.Add($"{context.Request.Method} {context.Request.Path} {body}");
        if (Hangs)
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Response.StatusCode = (int)(Refusal?.Status ?? HttpStatusCode.OK);
        context.Response.ContentType = "application/json";
        var enabled = body.Contains("true", StringComparison.Ordinal) ? "true" : "false";
        await context.Response.WriteAsync(Refusal?.Body
            ?? $$"""{"requestID":"1","protection":{"ExpirationDate":"2026-11-26T05:00:00Z","ProtectionEnabled":{{enabled}},"TaskArn":"arn:aws:ecs:eu-west-1:000000000000:task/a/b"} }""");
    }
}
