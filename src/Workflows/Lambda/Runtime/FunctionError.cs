using System.Text.Json;
using StoreScp.HealthImaging;
using StoreScp.Storage;

namespace StoreScp.Lambda.Runtime;

/// <summary>How an invocation failed, as the runtime API wants it. Step Functions sees <see cref="ErrorType"/> as the name that Retry and Catch match.</summary>
/// <param name="ErrorType">Stable.</param>
/// <param name="ErrorMessage">For operators: plain words, no patient data.</param>
internal sealed record FunctionError(string ErrorType, string ErrorMessage)
{
    /// <summary>Lambda's own name for a function that ran out of time, so that the workflow tries it again as it would then.</summary>
    public const string OutOfTime = "Sandbox.Timedout";

    public const string InvalidInput = "Input.Invalid";

    public const string Fault = "Function.Fault";

    public const string InvalidSettings = "Settings.Invalid";

    public const string UnknownHandler = "Handler.Unknown";

    public const string InitFault = "Init.Fault";

    /// <summary>Of whatever a function threw. The text of what we do not know is left out: nobody can say what is in it.</summary>
    public static FunctionError Of(Exception exception) => exception switch
    {
        WorkflowTaskException error => new(error.Error, error.Message),
        StorageUnavailableException error => new("Storage.Unavailable", error.Message),
        HealthImagingException { IsTransient: true, StatusCode: null } error => new("MedicalImaging.InternalServerException", error.Message),
        HealthImagingException error => new($"MedicalImaging.{error.ErrorType}", error.Message),
        JsonException error => new(InvalidInput, $"The input cannot be read: byte {error.BytePositionInLine} of line {error.LineNumber}, at {error.Path ?? "$"}."),
        _ => new(Fault, $"A fault of storescp itself: {exception.GetType().FullName}; its stack is in the log."),
    };

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("errorMessage", ErrorMessage);
            writer.WriteString("errorType", ErrorType);
            writer.WriteStartArray("stackTrace");
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
