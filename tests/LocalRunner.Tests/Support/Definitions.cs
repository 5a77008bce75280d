using System.Text.Json.Nodes;

namespace StoreScp.LocalRunner.Tests.Support;

/// <summary>Small workflows of the tests, and the one that is shipped.</summary>
internal static class Definitions
{
    public const string Done = """ "Done": { "Type": "Succeed" } """;

    public static string ImportPath => Path.Combine(AppContext.BaseDirectory, "import.asl.json");

    public static string Import => File.ReadAllText(ImportPath);

    public static IReadOnlyList<string> ImportTasks =>
        [.. JsonNode.Parse(Import)!["States"]!.AsObject().Where(state => (string)state.Value!["Type"]! == "Task").Select(state => state.Key)];

    /// <summary>States as JSON properties; the first is the start.</summary>
    public static string Of(string states, int timeoutSeconds = 3_600)
    {
        var parsed = JsonNode.Parse($"{{{states}}}")!.AsObject();
        return $$"""{ "StartAt": "{{parsed.First().Key}}", "TimeoutSeconds": {{timeoutSeconds}}, "States": { {{states}} } }""";
    }

    /// <summary>A Task "Work" that leads to a Succeed, with more fields.</summary>
    public static string Work(string more = "", int taskSeconds = 60, int timeoutSeconds = 3_600) => Of(
        $$"""
        "Work": { "Type": "Task", "Resource": "${Work}", "TimeoutSeconds": {{taskSeconds}}, "ResultPath": "$.work", {{more}} "Next": "Done" },
        {{Done}}
        """, timeoutSeconds);
}
