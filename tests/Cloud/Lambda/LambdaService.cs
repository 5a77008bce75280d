using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using StoreScp.Cloud.Hosting;

namespace StoreScp.Cloud.Lambda;

/// <summary>Lambda on this machine: Invoke, and the runtime API for one process of each function.</summary>
public sealed partial class LambdaService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LambdaFunction> _functions = new();
    private readonly string _region;
    private readonly string _accountId;
    private readonly TimeProvider _time;
    private LoopbackServer? _server;

    private LambdaService(string region, string accountId, TimeProvider time) => (_region, _accountId, _time) = (region, accountId, time);

    public Uri Url => _server!.Url;

    public static async Task<LambdaService> StartAsync(string region, string accountId, TimeProvider time)
    {
        var service = new LambdaService(region, accountId, time);
        service._server = await LoopbackServer.StartAsync(service.HandleAsync);
        return service;
    }

    public string ArnOf(string function) => $"arn:aws:lambda:{_region}:{_accountId}:function:{function}";

    /// <returns>The address of its runtime API: what the process finds as AWS_LAMBDA_RUNTIME_API.</returns>
    public async Task<Uri> CreateFunctionAsync(FunctionOptions options)
    {
        var function = new LambdaFunction(options, ArnOf(options.Name), _time);
        if (!_functions.TryAdd(options.Name, function))
            throw new ArgumentException($"There is a function {options.Name} already.", nameof(options));
        await function.OpenAsync();
        return function.RuntimeUrl;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var function in _functions.Values)
            await function.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    internal static async Task<byte[]> BodyOfAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }

    private Task HandleAsync(HttpContext context)
    {
        var path = InvokePath().Match(context.Request.Path.Value!);
        return HttpMethods.IsPost(context.Request.Method) && path.Success ? InvokeAsync(context, path.Groups["name"].Value)
            : RefuseAsync(context, StatusCodes.Status404NotFound, "UnknownOperationException", "This service only invokes.");
    }

    /// <summary>Lambda API Invoke; the name may be the ARN.</summary>
    private async Task InvokeAsync(HttpContext context, string name)
    {
        if (!_functions.TryGetValue(name[(name.LastIndexOf(':') + 1)..], out var function))
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "ResourceNotFoundException", $"Function not found: {name}");
            return;
        }
        var payload = await BodyOfAsync(context.Request);
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        if (context.Request.Headers["X-Amz-Invocation-Type"] == "Event")
        {
            _ = function.InvokeAsync(payload, CancellationToken.None);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }
        var result = await function.InvokeAsync(payload, context.RequestAborted);
        context.Response.ContentType = "application/json";
        context.Response.Headers["X-Amz-Executed-Version"] = "$LATEST";
        if (result.FunctionError is { } error)
            context.Response.Headers["X-Amz-Function-Error"] = error;
        await context.Response.Body.WriteAsync(result.Payload, context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string type, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-amzn-ErrorType"] = type;
        return context.Response.WriteAsync(new JsonObject { ["Type"] = "User", ["Message"] = message }.ToJsonString());
    }

    [GeneratedRegex("^/2015-03-31/functions/(?<name>[^/]+)/invocations$")]
    private static partial Regex InvokePath();
}
