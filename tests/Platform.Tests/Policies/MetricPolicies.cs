using System.Text.RegularExpressions;
using StoreScp.Platform.Graph;
using StoreScp.Storage;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>Alarms, dashboard and scaling look at what there is.</summary>
internal static partial class MetricPolicies
{
    public const string Alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
    public const string Dashboard = "aws:cloudwatch/dashboard:Dashboard";
    public const string Filter = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
    private const string Environment = "Environment";

    /// <summary>Namespace → its metrics, as AWS lists them, and the dimensions that they have.</summary>
    private static readonly Dictionary<string, (string Metrics, string[][] Dimensions)> OfAws = new()
    {
        ["AWS/States"] = ("ExecutionTime ExecutionThrottled ExecutionsAborted ExecutionsFailed ExecutionsStarted ExecutionsSucceeded ExecutionsTimedOut", [["StateMachineArn"]]),
        ["AWS/Lambda"] = ("Invocations Errors Throttles Duration ConcurrentExecutions DeadLetterErrors AsyncEventsDropped", [["FunctionName"]]),
        ["AWS/ECS"] = ("CPUUtilization MemoryUtilization", [["ClusterName", "ServiceName"]]),
        ["AWS/NetworkELB"] = ("HealthyHostCount UnHealthyHostCount NewFlowCount ActiveFlowCount ConsumedLCUs ProcessedBytes TCP_Target_Reset_Count TCP_Client_Reset_Count TCP_ELB_Reset_Count", [["LoadBalancer", "TargetGroup"], ["LoadBalancer"]]),
        ["AWS/DynamoDB"] = ("ConsumedReadCapacityUnits ConsumedWriteCapacityUnits ReadThrottleEvents WriteThrottleEvents", [["TableName"]]),
        ["AWS/SQS"] = ("ApproximateNumberOfMessagesVisible ApproximateAgeOfOldestMessage", [["QueueName"]]),
        ["AWS/S3"] = ("BucketSizeBytes NumberOfObjects", [["BucketName", "StorageType"]]),
    };

    /// <summary>Where the server says how an association ended; its JSON log has each of these names below State.</summary>
    private static readonly string AssociationLines = File.ReadAllText(Path.Combine(Repository.Root, "src", "Scp", "Server", "Listening", "AssociationLog.Log.cs"));

    private static readonly string[] Required = ["imports-failed", "imports-timed-out", "deliveries-failed", "quarantined", "batch-waiting", "refused-for-lack", "targets-unhealthy", "functions-throttled", "ledger-writes-throttled", "dead-letters"];

    private static readonly (string Name, string Dimension, string Value)[] Shown =
        [("Deliveries", "State", "Imported"), ("Deliveries", "State", "Quarantined"), ("Deliveries", "State", "Failed"), ("DeliveriesFailed", "Reason", MetricReference.Any), ("TimeToImported", "", "")];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Alarms, dashboard and scaling look at metrics that there are",
            graph => MetricReference.Of(graph).Where(metric => !IsKnown(graph, metric))
                .Select(metric => $"{metric.Owner}: {metric.Namespace} {metric.Name} ({string.Join(", ", metric.Dimensions.Keys)})")) { NeedsKnown = true },
        new("Dimensions are the names of things of this environment",
            graph => MetricReference.Of(graph).Where(metric => OfAws.ContainsKey(metric.Namespace)).SelectMany(metric => Unknown(graph, metric))) { NeedsKnown = true },
        new("Every alarm tells somebody when it begins and when it ends",
            graph => graph.Of(Alarm).Where(alarm => new[] { "alarmActions", "okActions" }.Any(actions => alarm.Inputs[actions]?.AsArray().Count is not 1)
            || string.IsNullOrEmpty(alarm.Text("alarmDescription"))).Select(alarm => alarm.Name)) { NeedsKnown = true },
        new("Every alarm says what no data means", graph => graph.Of(Alarm).Where(alarm => alarm.Text("treatMissingData") is not ("breaching" or "notBreaching")).Select(alarm => alarm.Name)),
        new("CloudWatch looks back no further than it can",
            graph => graph.Of(Alarm).Where(alarm => (alarm.Inputs["period"]?.GetValue<long>() ?? 0) * alarm.Inputs["evaluationPeriods"]!.GetValue<long>() > 86400).Select(alarm => alarm.Name)),
        new("A metric filter feeds an alarm",
            graph => graph.Of(Filter).Where(filter => !MetricReference.Of(graph).Any(metric => metric.Namespace == filter.Inputs["metricTransformation"]!["namespace"]!.GetValue<string>()
            && metric.Name == filter.Inputs["metricTransformation"]!["name"]!.GetValue<string>())).Select(filter => filter.Name)),
        new("A metric filter reads what the server's log lines have", graph => graph.Of(Filter).SelectMany(filter => LogMember().Matches(filter.Text("pattern") + filter.Inputs["metricTransformation"]!["value"])
            .Select(member => member.Groups["name"].Value).Where(name => !AssociationLines.Contains($"{{{name}}}", StringComparison.Ordinal)).Select(name => $"{filter.Name}: {name}"))),
        new("A delivery's state is one that there is", graph => MetricReference.Of(graph).Where(metric => metric.Dimensions.TryGetValue("State", out var state)
            && !Enum.GetNames<DeliveryState>().Contains(state)).Select(metric => $"{metric.Owner}: {metric.Dimensions["State"]}")) { NeedsKnown = true },
        new("The dashboard shows how deliveries ended, why, and after what time", graph => Shown.Where(shown => !graph.Of(Dashboard).SelectMany(MetricReference.OfDashboard)
            .Any(metric => metric.Name == shown.Name && (shown.Dimension.Length == 0 || metric.Dimensions.GetValueOrDefault(shown.Dimension) == shown.Value)))
            .Select(shown => $"{shown.Name} {shown.Value}")) { NeedsKnown = true },
        new("The issue's alarms are there", graph => Required.Where(name => !graph.Of(Alarm).Any(alarm => alarm.Text("name") == BucketPolicies.NameOf(graph, name)))),
    ];

    /// <summary>Name → its dimension beside Environment; from the table of docs/operations.md, which tests of the server and of the functions compare with what they write.</summary>
    private static readonly Dictionary<string, string> OfServer = MetricRow().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md")))
        .ToDictionary(row => row.Groups["name"].Value, row => row.Groups["dimension"].Value);

    private static bool IsKnown(PlatformGraph graph, MetricReference metric)
    {
        if (OfAws.TryGetValue(metric.Namespace, out var aws))
            return aws.Metrics.Split(' ').Contains(metric.Name) && aws.Dimensions.Any(dimensions => dimensions.ToHashSet().SetEquals(metric.Dimensions.Keys));
        if (metric.Namespace == $"StoreSCP/{graph.Environment.Name}")
            return metric.Dimensions.Count == 0 && graph.Of(Filter).Any(filter => filter.Inputs["metricTransformation"]!["name"]!.GetValue<string>() == metric.Name);
        return metric.Namespace == "StoreSCP" && OfServer.TryGetValue(metric.Name, out var dimension) && metric.Dimensions.GetValueOrDefault(Environment) == graph.Environment.Name
            && metric.Dimensions.Keys.All(key => key == Environment || key == dimension)
            && graph.Of(Variables.Function).Select(Variables.OfFunction).Prepend(Variables.OfServer(graph))
                .All(variables => variables.Contains(KeyValuePair.Create("STORESCP__Metrics__Environment", graph.Environment.Name)));
    }

    private static IEnumerable<string> Unknown(PlatformGraph graph, MetricReference metric) => metric.Dimensions.Where(dimension => dimension.Key != "StorageType"
        && !graph.Resources.Any(resource => resource.Outputs.Any(output => output.Value?.GetValueKind() == System.Text.Json.JsonValueKind.String
        && output.Value.GetValue<string>() == dimension.Value)))
        .Select(dimension => $"{metric.Owner}: {dimension.Key} {dimension.Value}");

    [GeneratedRegex(@"\$\.State\.(?<name>\w+)")]
    private static partial Regex LogMember();

    [GeneratedRegex(@"^\| `(?<name>[A-Z]\w+)` \| (counter|gauge|histogram) \| \w+ \| (?<dimension>\w*) ?\|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();
}
