using System.Text.Json.Nodes;
using StoreScp.LocalRunner;

namespace StoreScp.Cloud.Tests;

/// <summary>The history of an execution as Step Functions tells it (API GetExecutionHistory), in the words of the local runner.</summary>
internal static class MotoHistory
{
    public static IEnumerable<(HistoryKind Kind, string? State, string? Error)> Read(JsonArray events)
    {
        string? state = null;
        for (var index = 0; index < events.Count; index++)
        {
            var type = (string)events[index]!["type"]!;
            if (type.EndsWith("StateEntered", StringComparison.Ordinal))
                yield return (HistoryKind.StateEntered, state = NameOf(events[index]!, "stateEnteredEventDetails"), null);
            else if (type.EndsWith("StateExited", StringComparison.Ordinal))
                yield return (HistoryKind.StateExited, NameOf(events[index]!, "stateExitedEventDetails"), null);
            else if (type == "LambdaFunctionFailed")
                yield return (IsRetried(events, index) ? HistoryKind.TaskRetried : HistoryKind.TaskCaught, state, ErrorOf(events[index]!, "lambdaFunctionFailedEventDetails"));
            else if (type.StartsWith("Execution", StringComparison.Ordinal))
                yield return (Enum.Parse<HistoryKind>(type), null, ErrorOf(events[index]!, "executionFailedEventDetails"));
        }
    }

    private static bool IsRetried(JsonArray events, int index) => (string)events[index + 1]!["type"]! == "LambdaFunctionScheduled";

    private static string NameOf(JsonNode one, string details) => (string)one[details]!["name"]!;

    private static string? ErrorOf(JsonNode one, string details) => (string?)one[details]?["error"];
}
