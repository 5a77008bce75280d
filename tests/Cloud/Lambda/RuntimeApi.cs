using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using StoreScp.Cloud.Hosting;

namespace StoreScp.Cloud.Lambda;

/// <summary>The runtime API of one execution environment (Lambda Developer Guide, "Using the Lambda runtime API"), on a port of its own.</summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    private const string Root = "/2018-06-01/runtime/";

    private readonly LambdaFunction _function;
    private LoopbackServer? _server;

    private RuntimeApi(LambdaFunction function) => _function = function;

    public Uri Url => _server!.Url;

    public static async Task<RuntimeApi> StartAsync(LambdaFunction function)
    {
        var runtime = new RuntimeApi(function);
        runtime._server = await LoopbackServer.StartAsync(runtime.HandleAsync);
        return runtime;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var parts = path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..].Split('/') : [];
        return (context.Request.Method, parts) switch
        {
            ("GET", ["invocation", "next"]) => NextAsync(context),
            ("POST", ["invocation", var id, "response"]) => CompleteAsync(context, id, functionError: null),
            ("POST", ["invocation", var id, "error"]) => CompleteAsync(context, id, "Unhandled"),
            ("POST", ["init", "error"]) => InitErrorAsync(context),
            _ => AnswerAsync(context, StatusCodes.Status404NotFound, new JsonObject { ["errorType"] = "NotFound", ["errorMessage"] = path }),
        };
    }

    private async Task NextAsync(HttpContext context)
    {
        var (invocation, deadline) = await _function.NextAsync(context.RequestAborted);
        context.Response.ContentType = "application/json";
        context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = _function.Arn;
        context.Response.Headers["Lambda-Runtime-Trace-Id"] = "Root=1-00000000-000000000000000000000000;Sampled=0";
        await context.Response.Body.WriteAsync(invocation.Payload, context.RequestAborted);
    }

    private async Task CompleteAsync(HttpContext context, string requestId, string? functionError)
    {
        var payload = await LambdaService.BodyOfAsync(context.Request);
        if (_function.TryComplete(requestId, new InvocationResult(payload, functionError)))
            await AnswerAsync(context, StatusCodes.Status202Accepted, new JsonObject { ["status"] = "OK" });
        else
            await AnswerAsync(context, StatusCodes.Status400BadRequest, new JsonObject { ["errorType"] = "InvalidRequestID", ["errorMessage"] = "Invalid request ID" });
    }

    private async Task InitErrorAsync(HttpContext context)
    {
        _function.FailAll(new InvocationResult(await LambdaService.BodyOfAsync(context.Request), "Unhandled"));
        await AnswerAsync(context, StatusCodes.Status202Accepted, new JsonObject { ["status"] = "OK" });
    }

    private static Task AnswerAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body.ToJsonString());
    }
}
