namespace StoreScp.Platform.Preview.Diagrams;

/// <summary>What of a graph is drawn, in which box and group. Roles, policies, rules, subnets and log groups are not: the tree has them.</summary>
/// <param name="IsEach">A box for each resource, with its name; else one for all of them, with their number.</param>
internal sealed record DiagramShape(string Type, string Title, string Group, bool IsEach = false)
{
    public static readonly IReadOnlyList<DiagramShape> All =
    [
        new("aws:lb/loadBalancer:LoadBalancer", Balancer, "Network"),
        new("aws:lb/targetGroup:TargetGroup", Balancer, "Network"),
        new("aws:lb/listener:Listener", Balancer, "Network"),
        new("aws:ec2/natGateway:NatGateway", "NAT gateway", "Network"),
        new("aws:ec2/vpcEndpoint:VpcEndpoint", "VPC endpoint", "Network"),
        new("aws:ecs/service:Service", Server, "Compute"),
        new("aws:ecs/taskDefinition:TaskDefinition", Server, "Compute"),
        new("aws:s3/bucket:Bucket", "Bucket", "Data", IsEach: true),
        new("aws:dynamodb/table:Table", "Ledger", "Data"),
        new("aws:cloudformation/stack:Stack", "HealthImaging", "Data", IsEach: true),
        new("aws:kms/key:Key", "KMS key", "Data"),
        new("aws:sfn/stateMachine:StateMachine", "Import workflow", "Workflow"),
        new("aws:lambda/function:Function", "Function", "Workflow"),
        new("aws:scheduler/schedule:Schedule", "Schedule", "Workflow"),
        new("aws:sqs/queue:Queue", "Dead letters", "Workflow"),
        new("aws:cloudwatch/metricAlarm:MetricAlarm", "Alarm", "Observability"),
        new("aws:sns/topic:Topic", "Alarm topic", "Observability"),
        new("aws:cloudwatch/dashboard:Dashboard", "Dashboard", "Observability"),
        new("aws:cloudtrail/trail:Trail", "Audit trail", "Observability"),
    ];

    public const string Balancer = "Network load balancer";

    public const string Server = "Server on Fargate";

    /// <summary>Everything uses the key, and the dashboard shows everything: arrows for that would hide the others.</summary>
    public static bool IsDrawn(DiagramNode from, DiagramNode to) =>
        from != to && to.Title != "KMS key" && from.Title != "Dashboard" && (!from.Title.Contains("Alarm", StringComparison.Ordinal) || to.Title == "Alarm topic");
}
