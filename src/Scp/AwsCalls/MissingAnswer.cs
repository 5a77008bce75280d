using System.Text.Json;

namespace StoreScp.AwsCalls;

/// <summary>Calls without an answer, or with one that cannot be read, in words.</summary>
public static class MissingAnswer
{
    /// <summary>Whether the fault is the network's, the clock's or the answer's; the caller's own cancellation is not.</summary>
    public static bool Explains(Exception fault, Deadline deadline) =>
        fault is HttpRequestException or IOException or JsonException || (fault is OperationCanceledException && !deadline.CallerGaveUp);

    /// <param name="service">As people call it: <c>HealthImaging</c>, <c>Step Functions</c>.</param>
    public static string Describe(string service, Exception fault, Deadline deadline) => fault switch
    {
        OperationCanceledException => FormattableString.Invariant($"{service} gave no answer within {deadline.Timeout.TotalSeconds:0.###} s."),
        JsonException json => Unreadable(service, $"byte {json.BytePositionInLine} of line {json.LineNumber}"),
        _ => $"{service} cannot be reached: {fault.Message}",
    };

    public static string Unreadable(string service, string why) => $"{service}'s answer cannot be read: {why}.";

    /// <summary>The fault, where it may be kept as the cause: what a reader of JSON throws may quote the answer.</summary>
    public static Exception? Quotable(Exception fault) => fault is JsonException ? null : fault;
}
