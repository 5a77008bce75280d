using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StoreScp.Emulator;

/// <summary>Around every operation: request id, throttle, and errors in the form that the SDKs read.</summary>
internal sealed partial class ApiPipeline(EmulatorOptions options, TokenBuckets throttle, ILogger<ApiPipeline> logger)
{
    /// <summary>Any signature is accepted, and any Host.</summary>
    public RequestDelegate Operation(string name, Func<ApiRequest, Task> operation) => async context =>
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        try
        {
            if (!throttle.TryTake(name)) throw ApiException.Throttling();
            await operation(new ApiRequest(context, options));
        }
        catch (ApiException error)
        {
            await WriteErrorAsync(context, error.Status, error.ErrorType, error.Message);
        }
        catch (BadHttpRequestException error)
        {
            await WriteErrorAsync(context, error.StatusCode, "ValidationException", "The request cannot be read");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception exception)
        {
            LogFault(logger, name, exception);
            await WriteErrorAsync(context, StatusCodes.Status500InternalServerError, "InternalServerException", "The emulator met a fault; see its log");
        }
    };

    private static async Task WriteErrorAsync(HttpContext context, int status, string type, string message)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Headers["x-amzn-ErrorType"] = type;
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject { ["message"] = message }.ToJsonString(), context.RequestAborted);
    }
}
