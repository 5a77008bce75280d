using System.Text.Json;

namespace StoreScp.HealthImaging;

/// <summary>Calls without an answer, or with one that cannot be read, as the transient error that they are.</summary>
internal static class NoAnswer
{
    /// <summary>Whether the fault is the network's, the clock's or the answer's; the caller's own cancellation is not.</summary>
    public static bool Explains(Exception fault, Deadline deadline) =>
        fault is HttpRequestException or IOException or JsonException || (fault is OperationCanceledException && !deadline.CallerGaveUp);

    public static InternalServerException From(Exception fault, Deadline deadline) => fault switch
    {
        OperationCanceledException => new(new(nameof(InternalServerException), $"HealthImaging gave no answer within {deadline.Timeout.TotalSeconds:0.###} s."), fault),
        // Neither the message nor the exception goes on: both may quote the answer.
        JsonException json => Unreadable($"byte {json.BytePositionInLine} of line {json.LineNumber}"),
        _ => new(new(nameof(InternalServerException), $"HealthImaging cannot be reached: {fault.Message}"), fault),
    };

    public static InternalServerException Unreadable(string why) =>
        new(new(nameof(InternalServerException), $"HealthImaging's answer cannot be read: {why}."));
}
