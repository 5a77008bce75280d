using System.Buffers;
using System.Text.Json;

namespace StoreScp.Lambda.Runtime;

/// <summary>One line of JSON on the standard output for each thing that happens, which Lambda takes to CloudWatch Logs. No event, no answer, no patient data.</summary>
internal sealed class FunctionLog(Stream output, string function, TimeProvider time)
{
    private readonly ArrayBufferWriter<byte> _line = new();

    public void Started(string version) => Write("INFO", "started", writer => writer.WriteString("version", version));

    public void Ended(Invocation invocation, TimeSpan duration, bool isColdStart, FunctionError? error, Exception? exception) =>
        Write(error is null ? "INFO" : "ERROR", error is null ? "succeeded" : "failed", writer =>
        {
            writer.WriteString("requestId", invocation.RequestId);
            if (invocation.TraceId is not null)
                writer.WriteString("traceId", invocation.TraceId);
            writer.WriteNumber("durationMs", Math.Round(duration.TotalMilliseconds, 1));
            writer.WriteBoolean("coldStart", isColdStart);
            WriteError(writer, error, exception);
        });

    /// <summary>The process ends.</summary>
    public void Gone(FunctionError error, Exception? exception = null) => Write("FATAL", "ended", writer => WriteError(writer, error, exception));

    /// <summary>Asking for the next invocation failed and is tried again.</summary>
    public void LostConnection(string reason) => Write("WARN", "lost the runtime API", writer => writer.WriteString("errorMessage", reason));

    private static void WriteError(Utf8JsonWriter writer, FunctionError? error, Exception? exception)
    {
        if (error is null)
            return;
        writer.WriteString("errorType", error.ErrorType);
        writer.WriteString("errorMessage", error.ErrorMessage);
        // Where, and not what it said.
        if (error.ErrorType is FunctionError.Fault or FunctionError.InitFault && exception?.StackTrace is { } stack)
            writer.WriteString("stack", stack);
    }

    private void Write(string level, string what, Action<Utf8JsonWriter> writeDetails)
    {
        _line.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_line))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", time.GetUtcNow().UtcDateTime);
            writer.WriteString("level", level);
            writer.WriteString("function", function);
            writer.WriteString("message", what);
            writeDetails(writer);
            writer.WriteEndObject();
        }
        _line.Write("\n"u8);
        output.Write(_line.WrittenSpan);
        output.Flush();
    }
}
