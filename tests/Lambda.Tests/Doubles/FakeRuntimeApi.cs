using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StoreScp.Lambda.Tests;

/// <summary>AWS Lambda's runtime API on a port of loopback that the system chose: hands out the events of the test, keeps the answers.</summary>
internal sealed class FakeRuntimeApi : IAsyncDisposable
{
    private const string Root = "/2018-06-01/runtime/";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<Func<HttpContext, Task>> _next = Channel.CreateUnbounded<Func<HttpContext, Task>>();
    private readonly Channel<RuntimeAnswer> _answers = Channel.CreateUnbounded<RuntimeAnswer>();
    private readonly WebApplication _web;
    private int _invocations;

    private FakeRuntimeApi(WebApplication web)
    {
        _web = web;
        web.MapGet(Root + "invocation/next", async context => await (await _next.Reader.ReadAsync(context.RequestAborted))(context));
        web.MapPost(Root + "{**path}", AnswerAsync);
    }

    /// <summary>Host and port, as in AWS_LAMBDA_RUNTIME_API.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What it answers to an answer.</summary>
    public HttpStatusCode AnswerStatus { get; set; } = HttpStatusCode.Accepted;

    public static async Task<FakeRuntimeApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var api = new FakeRuntimeApi(builder.Build());
        await api._web.StartAsync();
        api.Address = new Uri(api._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;
        return api;
    }

    /// <summary>The next invocation; ids are r-1, r-2 and so on.</summary>
    public FakeRuntimeApi Invoke(string json, DateTimeOffset deadline) => Next(context =>
    {
        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = $"r-{++_invocations}";
        headers["Lambda-Runtime-Deadline-Ms"] = deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Trace-Id"] = $"Root=1-{_invocations}";
        headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-west-1:123456789012:function:test";
        return context.Response.WriteAsync(json);
    });

    /// <summary>The next question for an invocation ends without an answer.</summary>
    public FakeRuntimeApi BreakConnection() => Next(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    public FakeRuntimeApi Refuse(int status) => Next(context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    /// <summary>The next answer of the process.</summary>
    public async Task<RuntimeAnswer> AnswerAsync() => await _answers.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public bool HasMoreAnswers => _answers.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
    }

    private FakeRuntimeApi Next(Func<HttpContext, Task> answer)
    {
        _next.Writer.TryWrite(answer);
        return this;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var errorType = context.Request.Headers.TryGetValue("Lambda-Runtime-Function-Error-Type", out var values) ? values.ToString() : null;
        _answers.Writer.TryWrite(new(context.Request.Path.Value![Root.Length..], errorType, await body.ReadToEndAsync()));
        context.Response.StatusCode = (int)AnswerStatus;
    }
}
