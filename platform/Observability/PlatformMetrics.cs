using Pulumi;

namespace StoreScp.Platform.Observability;

/// <summary>The metrics of this environment's things, by what they are of.</summary>
public sealed record PlatformMetrics
{
    public required string Environment { get; init; }

    public required Output<string> ClusterName { get; init; }

    public required Output<string> ServiceName { get; init; }

    public required Output<string> BalancerSuffix { get; init; }

    public required Output<string> TargetGroupSuffix { get; init; }

    public required Output<string> StateMachineArn { get; init; }

    public required Output<string> TableName { get; init; }

    public required Output<string> DeadLetterName { get; init; }

    public required Output<string> DicomBucketName { get; init; }

    /// <summary>By handler.</summary>
    public required IReadOnlyDictionary<string, Output<string>> FunctionNames { get; init; }

    /// <summary>Of metric filters on the server's log.</summary>
    public string LogNamespace => $"{Metric.ServerNamespace}/{Environment}";

    /// <summary>Also of the functions, which write the results of imports.</summary>
    public Metric Server(string name) => new(Metric.ServerNamespace, name, [(Metric.EnvironmentDimension, Environment)]);

    public Metric Server(string name, string dimension, string value) => new(Metric.ServerNamespace, name, [(Metric.EnvironmentDimension, Environment), (dimension, value)]);

    /// <summary>Once for each value of the dimension.</summary>
    public MetricSearch ServerByEach(string name, string dimension) => new(name, dimension, Environment);

    /// <summary>The name of a metric that a filter makes has none of : * $.</summary>
    public Metric ReceivedFrom(string aeTitle) => new(LogNamespace, $"InstancesFrom {string.Concat(aeTitle.Select(c => c is ':' or '*' or '$' ? '_' : c))}");

    public Metric Workflow(string name) => new("AWS/States", name, [("StateMachineArn", StateMachineArn)]);

    public Metric Function(string handler, string name) => new("AWS/Lambda", name, [("FunctionName", FunctionNames[handler])]);

    public Metric Service(string name) => new("AWS/ECS", name, [("ClusterName", ClusterName), ("ServiceName", ServiceName)]);

    public Metric Targets(string name) => new("AWS/NetworkELB", name, [("LoadBalancer", BalancerSuffix), ("TargetGroup", TargetGroupSuffix)]);

    public Metric Balancer(string name) => new("AWS/NetworkELB", name, [("LoadBalancer", BalancerSuffix)]);

    public Metric Table(string name) => new("AWS/DynamoDB", name, [("TableName", TableName)]);

    public Metric DeadLetters(string name) => new("AWS/SQS", name, [("QueueName", DeadLetterName)]);

    public Metric DicomBucketBytes() => new("AWS/S3", "BucketSizeBytes", [("BucketName", DicomBucketName), ("StorageType", "StandardStorage")]);
}
