using Pulumi;

namespace StoreScp.Platform.Workflow;

/// <summary>import.asl.json, the same file that runs on one machine, with the ARN of a function in the place of each name.</summary>
public static class WorkflowDefinition
{
    /// <summary>From the folder of Pulumi.yaml.</summary>
    public const string FilePath = "src/Workflows/Import/import.asl.json";

    public static Output<string> Of(string text, IReadOnlyDictionary<string, Output<string>> functionArns)
    {
        var handlers = ImportFunction.All.Where(function => function.IsTask).Select(function => function.Handler).ToList();
        return Output.All(handlers.Select(handler => functionArns[handler])).Apply(arns =>
            handlers.Zip(arns).Aggregate(text, (filled, pair) => filled.Replace($"${{{pair.First}}}", pair.Second, StringComparison.Ordinal)));
    }
}
