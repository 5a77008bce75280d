using System.Text.Json.Nodes;
using StoreScp.Platform.Tests.Policies;

namespace StoreScp.Platform.Tests.Mutations;

/// <summary>Tasks, functions, state machine, schedules and alarms, broken.</summary>
internal static class WorkflowMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("The server cannot write outside its volume, is nobody special, and has no capability", "it can write", graph => graph.ChangeServer(server => server["readonlyRootFilesystem"] = false)),
        new("The server cannot write outside its volume, is nobody special, and has no capability", "it is root", graph => graph.ChangeServer(server => server["user"] = "0")),
        new("The server cannot write outside its volume, is nobody special, and has no capability", "it keeps a capability",
            graph => graph.ChangeServer(server => server["linuxParameters"]!["capabilities"]!["drop"] = new JsonArray("NET_RAW"))),
        new("A container's own check asks whether the server lives", "it asks whether it is ready",
            graph => graph.ChangeServer(server => server["healthCheck"]!["command"] = new JsonArray("CMD-SHELL", "curl localhost:8080/health/ready"))),
        new("The server has two minutes to drain", "half a minute", graph => graph.ChangeServer(server => server["stopTimeout"] = 30)),
        new("The server's image is named by digest", "by tag", graph => graph.ChangeServer(server => server["image"] = "storescp:latest")),
        new("Containers log into the server's log group", "elsewhere", graph => graph.ChangeServer(server => server["logConfiguration"]!["options"]!["awslogs-group"] = "other")),
        new("Every variable is a setting that docs/limits.md knows", "a misspelt one",
            graph => graph.ChangeServer(server => server["environment"]!.AsArray().Add(Variable("STORESCP__Scp__MaxAssociations", "1")))),
        new("No secret stands in a variable", "a password does", graph => graph.ChangeServer(server => server["environment"]!.AsArray().Add(Variable("STORESCP__Tls__PfxPassword", "x")))),
        new("No secret stands in a variable", "a private key does",
            graph => graph.ChangeServer(server => server["environment"]!.AsArray().Add(Variable("STORESCP__Tls__KeyPath", "-----BEGIN PRIVATE KEY-----")))),
        new("ECS hands no secret to a container", "it does",
            graph => graph.ChangeServer(server => server["secrets"] = new JsonArray(new JsonObject { ["name"] = "KEY", ["valueFrom"] = ServerSecret }))),
        new("The server alone reads secrets, and those alone that its settings name", "ECS does, too",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Log", statement => (statement["Action"], statement["Resource"]) = ("secretsmanager:GetSecretValue", ServerSecret), "start")),
        new("The server alone reads secrets, and those alone that its settings name", "every secret of the environment",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Certificate", statement => statement["Resource"] = "arn:aws:secretsmanager:eu-west-1:111122225555:secret:storescp/prod/*", "server")),
        new("The server alone reads secrets, and those alone that its settings name", "its certificate alone, and not the authorities",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Certificate", statement => statement["Resource"]!.AsArray().RemoveAt(1), "server")),
        new("The server is told of secrets that it may read", "another one",
            graph => graph.ChangeServer(server => server["environment"]!.AsArray().Add(Variable("STORESCP__Tls__CertificateSecret", ServerSecret + "x")))),
        new("A failed deployment goes back, and no task goes before the next is there", "it does not",
            graph => graph.Change(TaskPolicies.Service, inputs => inputs["deploymentCircuitBreaker"]!["rollback"] = false)),
        new("A failed deployment goes back, and no task goes before the next is there", "a task goes first", graph => graph.Set(TaskPolicies.Service, "deploymentMinimumHealthyPercent", 0L)),
        new("Scaling alone says how many tasks there are", "`pulumi up` does, too", graph => graph.Replace(TaskPolicies.Service, service => service with { IgnoreChanges = [] })),
        new("Tasks start when network and rules are there", "they do not wait", graph => graph.Replace(TaskPolicies.Service, service => service with { DependsOn = [] })),
        new("Nobody gets a shell in a task", "somebody does", graph => graph.Set(TaskPolicies.Service, "enableExecuteCommand", true)),
        new("Tasks scale by associations and by CPU", "by neither", graph => graph.Without("aws:appautoscaling/policy:Policy")),
        new("Tasks have public addresses only where TaskEgress says so", "they have", graph => graph.Change(TaskPolicies.Service, inputs => inputs["networkConfiguration"]!["assignPublicIp"] = true)),

        new("The workflow is import.asl.json with functions in the place of names", "a state is skipped",
            graph => graph.ChangeText(WorkflowPolicies.Machine, "definition", json => json["StartAt"] = "FailBatch")),
        new("The workflow is import.asl.json with functions in the place of names", "a name is left",
            graph => graph.Set(WorkflowPolicies.Machine, "definition", graph.Of(WorkflowPolicies.Machine).Single().Text("definition")!.Replace("CloseBatch-0a1b2c3", "other", StringComparison.Ordinal))),
        new("The workflow may call the functions of its Tasks, and none other", "one more",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Tasks", statement => statement["Resource"]!.AsArray().Add("arn:aws:lambda:eu-west-1:111122225555:function:other"), "workflow")),
        new("The workflow may call the functions of its Tasks, and none other", "one less",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Tasks", statement => statement["Resource"]!.AsArray().RemoveAt(0), "workflow")),
        new("Schedules may call what they call, and nothing else", "one less",
            graph => graph.ChangeStatement(AccessPolicies.RolePolicy, "Functions", statement => statement["Resource"]!.AsArray().RemoveAt(0), "schedules")),
        new("A Task may take as long as its function, and the other way round", "a function gives up first", graph => graph.Set(Variables.Function, "timeout", 3L, "RecordResults")),
        new("The functions are those of docs/operations.md, with their time limits", "one is missing", graph => graph.Without(Variables.Function, "Sweep")),
        new("The functions are those of docs/operations.md, with their time limits", "one has another limit", graph => graph.Set(Variables.Function, "timeout", 3L, "Sweep")),
        new("Functions run the zip's code on its system", "another runtime", graph => graph.Set(Variables.Function, "runtime", "dotnet8")),
        new("Functions run the zip's code on its system", "another processor", graph => graph.Set(Variables.Function, "architectures", new JsonArray("arm64"))),
        new("Functions log into a group of the environment", "Lambda makes one by itself", graph => graph.Set(Variables.Function, "loggingConfig", null)),
        new("What starts the workflow knows the state machine that there is", "another one",
            graph => graph.Replace(WorkflowPolicies.Machine, machine => machine with { Outputs = new JsonObject { ["arn"] = "arn:aws:states:eu-west-1:111122225555:stateMachine:other" } })),
        new("Sweep and dispatcher run on a schedule", "the sweep does not", graph => graph.Without(WorkflowPolicies.Schedule, "Sweep")),
        new("Schedules begin when there is a state machine", "before", graph => graph.Replace(WorkflowPolicies.Schedule, schedule => schedule with { DependsOn = [] })),
        new("A scheduled call that fails is kept", "a schedule has no queue", graph => graph.Change(WorkflowPolicies.Schedule, inputs => inputs["target"]!.AsObject().Remove("deadLetterConfig"))),
        new("A scheduled call that fails is kept", "a function has no queue", graph => graph.Without(WorkflowPolicies.FailedCalls, "Sweep")),
        new("The workflow's log has no data in it", "it has", graph => graph.Change(WorkflowPolicies.Machine, inputs => inputs["loggingConfiguration"]!["includeExecutionData"] = true)),

        new("Alarms, dashboard and scaling look at metrics that there are", "a misspelt one of the server's",
            graph => graph.Set(MetricPolicies.Alarm, "metricName", "InstancesFailing", "instances-failed")),
        new("Alarms, dashboard and scaling look at metrics that there are", "a dimension that it does not have",
            graph => graph.Change(MetricPolicies.Alarm, inputs => inputs["dimensions"]!["AETitle"] = "CT1", "instances-failed")),
        new("Alarms, dashboard and scaling look at metrics that there are", "a misspelt one of AWS's", graph => graph.Set(MetricPolicies.Alarm, "metricName", "ExecutionFailed", "imports-failed")),
        new("Alarms, dashboard and scaling look at metrics that there are", "a graph of nothing",
            graph => graph.ChangeText(MetricPolicies.Dashboard, "dashboardBody", json => json["widgets"]![0]!["properties"]!["metrics"]![0]![1] = "Nothing")),
        new("Dimensions are the names of things of this environment", "another table",
            graph => graph.Change(MetricPolicies.Alarm, inputs => inputs["dimensions"]!["TableName"] = "other", "ledger-writes-throttled")),
        new("Every alarm tells somebody when it begins and when it ends", "nobody", graph => graph.Set(MetricPolicies.Alarm, "alarmActions", null)),
        new("Every alarm says what no data means", "it does not", graph => graph.Set(MetricPolicies.Alarm, "treatMissingData", "missing")),
        new("CloudWatch looks back no further than it can", "two days", graph => graph.Change(MetricPolicies.Alarm, inputs => (inputs["period"], inputs["evaluationPeriods"]) = (3600L, 48L))),
        new("A metric filter feeds an alarm", "it feeds nothing", graph => graph.Change(MetricPolicies.Filter, inputs => inputs["metricTransformation"]!["name"] = "other")),
        new("A metric filter reads what the server's log lines have", "a name that they do not have",
            graph => graph.Set(MetricPolicies.Filter, "pattern", "{ $.State.CallingAE = \"CT1\" }")),
        new("The issue's alarms are there", "one is not", graph => graph.Without(MetricPolicies.Alarm, "batch-waiting")),
    ];

    private const string ServerSecret = "arn:aws:secretsmanager:eu-west-1:111122225555:secret:storescp/prod/tls-AbCdEf";

    private static JsonObject Variable(string name, string value) => new() { ["name"] = name, ["value"] = value };
}
