using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StoreScp.Platform.Graph;
using StoreScp.Platform.Workflow;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>The state machine, its functions, and what runs on a schedule.</summary>
internal static partial class WorkflowPolicies
{
    public const string Machine = "aws:sfn/stateMachine:StateMachine";
    public const string Schedule = "aws:scheduler/schedule:Schedule";
    public const string FailedCalls = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
    public const string Queue = "aws:sqs/queue:Queue";

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("The workflow is import.asl.json with functions in the place of names",
            graph => graph.Of(Machine).Where(machine => WithNames(graph, machine) != Definition()).Select(machine => machine.Name)) { NeedsKnown = true },
        new("The workflow may call the functions of its Tasks, and none other", graph => Differences(Allowed(graph, "workflow"), Tasks(graph))) { NeedsKnown = true },
        new("Schedules may call what they call, and nothing else",
            graph => Differences(Allowed(graph, "schedules"), graph.Of(Schedule).Select(schedule => schedule.Inputs["target"]!["arn"]!.GetValue<string>()))) { NeedsKnown = true },
        new("A Task may take as long as its function, and the other way round", TimeoutsDiffer) { NeedsKnown = true },
        new("The functions are those of docs/operations.md, with their time limits", graph => Differences(
            graph.Of(Variables.Function).Select(function => $"{function.Text("handler")} {function.Inputs["timeout"]}"), DocumentedFunctions())),
        new("Functions run the zip's code on its system", graph => graph.Of(Variables.Function).Where(function => function.Text("runtime") != "provided.al2023" || function.Inputs["code"] is null
            || function.Inputs["architectures"]!.AsArray().Single()!.GetValue<string>() != (graph.Environment.Value("CPUArchitecture") == "Arm64" ? "arm64" : "x86_64"))
            .Select(function => function.Name)),
        new("Functions log into a group of the environment", graph => graph.Of(Variables.Function).Where(function => !graph.Of(EncryptionPolicies.LogGroup)
            .Any(log => log.Text("name") == function.Inputs["loggingConfig"]?["logGroup"]?.GetValue<string>())).Select(function => function.Name)),
        new("What starts the workflow knows the state machine that there is", WrongMachines) { NeedsKnown = true },
        new("Sweep and dispatcher run on a schedule", graph => graph.IsPreview ? [] : Differences(
            graph.Of(Schedule).Select(schedule => Handler(graph, schedule.Inputs["target"]!["arn"]!.GetValue<string>())), ImportFunction.All
                .Where(function => !function.IsTask).Select(function => function.Handler))),
        new("Schedules begin when there is a state machine",
            graph => graph.Of(Schedule).Where(schedule => !schedule.DependsOn.Contains(graph.Of(Machine).Single().Key)).Select(schedule => schedule.Name)),
        new("A scheduled call that fails is kept", graph => NotKept(graph)) { NeedsKnown = true },
        new("The workflow's log has no data in it", graph => graph.Of(Machine).Where(machine => machine.Inputs["loggingConfiguration"]?["includeExecutionData"]?.GetValue<bool>() != false
            || machine.Inputs["loggingConfiguration"]!["logDestination"] is { } log && !log.GetValue<string>().EndsWith(":*", StringComparison.Ordinal))
            .Select(machine => machine.Name)) { NeedsKnown = true },
    ];

    private static string Definition() => File.ReadAllText(Path.Combine(Repository.Root, WorkflowDefinition.FilePath));

    private static string WithNames(PlatformGraph graph, RecordedResource machine) =>
        graph.Of(Variables.Function).Aggregate(machine.Text("definition")!, (text, function) => text.Replace(function.Output("arn")!, $"${{{function.Text("handler")}}}", StringComparison.Ordinal));

    private static IEnumerable<JsonObject> TaskStates(PlatformGraph graph) => JsonNode.Parse(graph.Of(Machine).Single().Text("definition")!)!["States"]!.AsObject()
        .Select(state => state.Value!.AsObject()).Where(state => state["Type"]!.GetValue<string>() == "Task");

    private static IEnumerable<string> Tasks(PlatformGraph graph) => TaskStates(graph).Select(state => state["Resource"]!.GetValue<string>());

    private static IEnumerable<string> Allowed(PlatformGraph graph, string role) => PolicyStatement.Of(graph)
        .Where(statement => statement.Owner.Type == AccessPolicies.RolePolicy && statement.Owner.Name == BucketPolicies.NameOf(graph, role) && statement.Actions.Contains("lambda:InvokeFunction"))
        .SelectMany(statement => statement.Resources);

    private static IEnumerable<string> TimeoutsDiffer(PlatformGraph graph) => TaskStates(graph).Where(state =>
        graph.Of(Variables.Function).Single(function => function.Output("arn") == state["Resource"]!.GetValue<string>()).Inputs["timeout"]!.ToString() != state["TimeoutSeconds"]!.ToString())
        .Select(state => state["Resource"]!.GetValue<string>());

    /// <summary>The table of docs/operations.md, "Lambda functions".</summary>
    private static IEnumerable<string> DocumentedFunctions() =>
        FunctionRow().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md")))
            .SelectMany(row => row.Groups["names"].Value.Split(',').Select(name => $"{name.Trim(' ', '`')} {row.Groups["seconds"].Value}"));

    private static IEnumerable<string> WrongMachines(PlatformGraph graph)
    {
        var arn = graph.Of(Machine).Single().Output("arn")!;
        var told = Variables.OfServer(graph).Concat(graph.Of(Variables.Function).SelectMany(Variables.OfFunction)).Where(variable => variable.Key == "STORESCP__Aws__StateMachineArn").ToList();
        var allowed = PolicyStatement.Of(graph).Where(statement => statement.Actions.Contains("states:StartExecution")).SelectMany(statement => statement.Resources).ToList();
        return told.Count != 3 || allowed.Count != 3 ? [$"{told.Count} know it, {allowed.Count} may start it"] : told.Select(variable => variable.Value).Concat(allowed).Where(each => each != arn);
    }

    private static IEnumerable<string> NotKept(PlatformGraph graph)
    {
        var queue = graph.Of(Queue).Single().Output("arn");
        foreach (var schedule in graph.Of(Schedule).Where(schedule => schedule.Inputs["target"]!["deadLetterConfig"]?["arn"]?.GetValue<string>() != queue))
            yield return schedule.Name;
        var kept = graph.Of(FailedCalls).Where(config => config.Inputs["destinationConfig"]?["onFailure"]?["destination"]?.GetValue<string>() == queue)
            .Select(config => config.Text("functionName")).ToList();
        foreach (var function in graph.Of(Variables.Function).Where(function => ImportFunction.All.Any(each => each.Handler == function.Text("handler") && !each.IsTask)
            && !kept.Contains(function.Output("name"))))
            yield return function.Name;
    }

    private static string Handler(PlatformGraph graph, string arn) => graph.Of(Variables.Function).SingleOrDefault(function => function.Output("arn") == arn)?.Text("handler") ?? arn;

    private static IEnumerable<string> Differences(IEnumerable<string> found, IEnumerable<string> wanted)
    {
        var (isThere, shouldBe) = (found.ToHashSet(), wanted.ToHashSet());
        return isThere.Except(shouldBe).Select(each => $"{each} is too much").Concat(shouldBe.Except(isThere).Select(each => $"{each} is missing"));
    }

    [GeneratedRegex(@"^\| (?<names>`[A-Z]\w+`(, `\w+`)*) \|.*\| (?<seconds>[0-9]+) s \|$", RegexOptions.Multiline)]
    private static partial Regex FunctionRow();
}
