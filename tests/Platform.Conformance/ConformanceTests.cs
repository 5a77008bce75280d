namespace StoreScp.Platform.Conformance;

/// <summary>The resources of every environment, made in moto through AWS's own models of its APIs, and read again: their arguments and references are judged by something that nobody here wrote.</summary>
public sealed class ConformanceTests(AppliedEnvironments environments) : IClassFixture<AppliedEnvironments>
{
    /// <summary>What must be made, whatever moto cannot do otherwise.</summary>
    private static readonly string[] Core =
    [
        "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:ec2/securityGroup:SecurityGroup",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:lb/loadBalancer:LoadBalancer", "aws:lb/targetGroup:TargetGroup", "aws:lb/listener:Listener",
        "aws:ecs/cluster:Cluster", "aws:ecs/taskDefinition:TaskDefinition", "aws:ecs/service:Service",
        "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy", "aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy",
        "aws:dynamodb/table:Table", "aws:lambda/function:Function", "aws:sfn/stateMachine:StateMachine", "aws:kms/key:Key",
        "aws:cloudwatch/logGroup:LogGroup", "aws:cloudwatch/metricAlarm:MetricAlarm",
    ];

    [Fact]
    public void Every_argument_has_its_place_in_AWSs_model_and_every_reference_leads_to_something() =>
        string.Join('\n', Problems().Where(problem => problem.IsOurs)).Should().BeEmpty();

    [Fact]
    public void What_moto_refuses_or_does_not_keep_is_listed_and_everything_listed_is_still_so()
    {
        var found = Problems().Where(problem => !problem.IsOurs).ToList();
        string.Join('\n', found.Where(problem => !KnownGaps.Read().Contains(problem.Line))).Should().BeEmpty("a gap of moto has its line in not-in-moto.txt, with the reason");
        KnownGaps.Read().Except(found.Select(problem => problem.Line)).Should().BeEmpty("moto can do these now, or they are used no more");
    }

    [Fact]
    public void All_of_the_core_is_made_in_every_environment()
    {
        KnownGaps.Read().Should().NotContain(gap => Core.Any(type => gap.StartsWith($"{type} refused", StringComparison.Ordinal)));
        foreach (var (graph, report) in environments.Applied.Values)
        {
            graph.Resources.Select(resource => resource.Type).Should().Contain(Core);
            report.Made.Should().Be(graph.Resources.Count - report.Problems.Count(problem => problem.Kind == "refused"));
            report.Compared.Should().BeGreaterThan(5 * report.Made, "arguments are read again");
        }
    }

    [Fact]
    public void Every_mistake_is_found()
    {
        foreach (var (name, type, _, kind, says) in BrokenResources.All)
        {
            var found = environments.Broken.Problems.Where(problem => problem.Name == name && problem.Type == type).Select(problem => $"{problem.Kind}: {problem.Detail}");
            found.Should().ContainSingle(what => what.StartsWith($"{kind}: ", StringComparison.Ordinal) && what.Contains(says, StringComparison.Ordinal), "{0} is broken: {1}", name, string.Join("; ", found));
        }
        environments.Broken.Problems.Should().Contain(problem => problem.Kind == "dangling" && problem.Detail.Contains("of promised"));
        environments.Broken.Problems.Should().Contain(problem => problem.Kind == "nobody makes it" && problem.Name == "unheard-of");
    }

    private IEnumerable<Problem> Problems() => environments.Applied.Values.SelectMany(environment => environment.Report.Problems);
}
