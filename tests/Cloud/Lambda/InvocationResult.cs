using System.Text.Json;

namespace StoreScp.Cloud.Lambda;

/// <summary>What an invocation came to: the function's result, or its error.</summary>
/// <param name="Payload">JSON.</param>
/// <param name="FunctionError">As in <c>X-Amz-Function-Error</c>; null where the function succeeded.</param>
internal sealed record InvocationResult(byte[] Payload, string? FunctionError)
{
    /// <summary>An error that Lambda reports, not the function.</summary>
    public static InvocationResult Failed(string errorType, string errorMessage) =>
        new(JsonSerializer.SerializeToUtf8Bytes(new { errorType, errorMessage }), "Unhandled");
}
