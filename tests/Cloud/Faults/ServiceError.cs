using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace StoreScp.Cloud.Faults;

/// <summary>The errors of the services as they write them: S3 in XML, the others in JSON.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Code">What the SDK tells errors by.</param>
internal sealed record ServiceError(int Status, string Code, string Message)
{
    public static ServiceError Of(FaultKind kind, string service) => (kind, service) switch
    {
        (FaultKind.BadDigest, _) => new(400, "BadDigest", "The Content-MD5 or checksum value that you specified did not match what the server received."),
        (FaultKind.InternalError, "s3") => new(500, "InternalError", "We encountered an internal error. Please try again."),
        (FaultKind.SlowDown, "s3") => new(503, "SlowDown", "Please reduce your request rate."),
        (FaultKind.InternalError, "dynamodb") => new(500, "InternalServerError", "The request processing has failed because of an unknown error, exception or failure."),
        (FaultKind.SlowDown, "dynamodb") => new(400, "ProvisionedThroughputExceededException", "The level of configured provisioned throughput for the table was exceeded."),
        (FaultKind.InternalError, "medical-imaging") => new(500, "InternalServerException", "An unexpected error occurred during processing of the request."),
        (FaultKind.SlowDown, "medical-imaging") => new(429, "ThrottlingException", "The request was denied due to throttling."),
        (FaultKind.InternalError, "lambda") => new(500, "ServiceException", "The Lambda service encountered an internal error."),
        (FaultKind.SlowDown, "lambda") => new(429, "TooManyRequestsException", "The request throughput limit was exceeded."),
        (FaultKind.InternalError, "secretsmanager") => new(500, "InternalServiceError", "An error occurred on the server side."),
        (FaultKind.InternalError, _) => new(500, "InternalFailure", "The request processing has failed because of an unknown error, exception or failure."),
        _ => new(400, "ThrottlingException", "Rate exceeded"),
    };

    public Task WriteAsync(HttpContext context, string service)
    {
        var answer = context.Response;
        var requestId = Guid.NewGuid().ToString();
        answer.StatusCode = Status;
        if (service == "s3")
        {
            answer.Headers["x-amz-request-id"] = requestId;
            answer.ContentType = "application/xml";
            return WriteBodyAsync(context, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{Code}</Code><Message>{Message}</Message><RequestId>{requestId}</RequestId></Error>");
        }
        answer.Headers["x-amzn-RequestId"] = requestId;
        answer.Headers["x-amzn-ErrorType"] = Code;
        answer.ContentType = context.Request.ContentType ?? "application/json";
        return WriteBodyAsync(context, new JsonObject { ["__type"] = Code, ["message"] = Message }.ToJsonString());
    }

    private static Task WriteBodyAsync(HttpContext context, string body) => HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(body);
}
