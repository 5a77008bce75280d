namespace StoreScp.PulumiDouble.Tests.Typings;

/// <summary>The double's AWS classes against the published typings: no name, type, requirement or null of it is invented.</summary>
public sealed class SurfaceTests
{
    private static readonly string[] Lines =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "aws-surface.txt")).Where(line => line != "" && line[0] != '#')];

    [Fact]
    public async Task Every_line_agrees_with_the_published_typings() => string.Join('\n', await DifferencesAsync(Lines)).Should().BeEmpty();

    [Theory]
    [InlineData("resource aws:ec2/vpc:Vpc | CidrBlok:s", "Vpc.cidrBlok: no such property")]
    [InlineData("resource aws:ec2/vpcc:Vpcc | CidrBlock:s", "aws:ec2/vpcc:Vpcc: no such resource")]
    [InlineData("resource aws:ec2/vpc:Vpc | CidrBlock:n", "Vpc.cidrBlock: not n but s")]
    [InlineData("resource aws:ec2/vpc:Vpc | CidrBlock:[s]", "Vpc.cidrBlock: not [s] but s")]
    [InlineData("resource aws:ec2/vpc:Vpc | Tags:s", "Vpc.tags: not s but {s}")]
    [InlineData("resource aws:ec2/vpc:Vpc | CidrBlock*:s", "Vpc.cidrBlock: is not required")]
    [InlineData("resource aws:ec2/vpc:Vpc | CidrBlock:s!", "Vpc.cidrBlock: is not a secret")]
    [InlineData("resource aws:ec2/vpc:Vpc | Block(cidrBlock):s", "Vpc.cidrBlock: C# does not call it Block")]
    [InlineData("resource aws:ec2/vpc:Vpc | -> Arn:s?", "Vpc.arn: as an output is never null")]
    [InlineData("resource aws:ec2/vpcEndpoint:VpcEndpoint | VpcId*:s -> ServiceName:s", "VpcEndpoint.serviceName: as an output may be null")]
    [InlineData("resource aws:ec2/subnet:Subnet | CidrBlock:s", "Subnet.vpcId: required, and not in the surface")]
    [InlineData("resource aws:s3/bucket:Bucket | LifecycleRules:[S3.BucketLifecycleRule]", "Bucket.lifecycleRules: deprecated")]
    [InlineData("resource aws:cloudwatch/metricAlarm:MetricAlarm | ComparisonOperator*:s EvaluationPeriods*:d", "MetricAlarm.evaluationPeriods: a whole number")]
    [InlineData("nested Budgets.BudgetNotification | ComparisonOperator*:s Threshold*:n ThresholdType*:s NotificationType*:s", "Budgets.BudgetNotification.threshold: a number with a fraction")]
    [InlineData("resource aws:ssm/parameter:Parameter | Type*:s|Ssm.ParameterType Value:s", "Parameter.value: is a secret")]
    [InlineData("nested Ecs.ServiceAlarm | Enable*:b", "Ecs.ServiceAlarm: no such nested type")]
    [InlineData("nested Ecs.ServiceDeploymentCircuitBreaker | Enable*:b Rollback:b", "Ecs.ServiceDeploymentCircuitBreaker.rollback: is required")]
    [InlineData("invoke aws:ec2/getVpcs2:getVpcs2 | Id:s", "aws:ec2/getVpcs2:getVpcs2: no such function")]
    [InlineData("invoke aws:index/getRegion:getRegion | -> Name:s", "GetRegion.name: deprecated")]
    [InlineData("provider aws | Regions:[s]", "Provider.regions: no such property")]
    [InlineData("enum Lambda.Runtime | Dotnet10=dotnet11", "Lambda.Runtime.Dotnet10: not \"dotnet11\"")]
    [InlineData("module medicalimaging MedicalImaging", "medicalimaging: no such module")]
    public async Task An_invented_line_is_found(string line, string difference) =>
        (await DifferencesAsync([.. Lines.Where(known => known.StartsWith("module ", StringComparison.Ordinal)), line])).Should().Contain(difference);

    [Fact]
    public void Every_nested_type_is_used_and_every_used_one_is_there()
    {
        var surface = Lines.Select(SurfaceLine.Parse).ToList();
        var used = surface.SelectMany(line => line.Inputs.Concat(line.Outputs)).Select(property => property.Type.Trim('[', ']', '{', '}').Split('|')[^1])
            .Where(type => char.IsUpper(type[0])).Distinct();
        surface.Where(line => line.Kind is "nested" or "enum").Select(line => line.Name).Should().BeEquivalentTo(used);
    }

    [Fact]
    public async Task The_committed_classes_are_what_the_generator_writes()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StoreScp.sln")))
            folder = folder.Parent!;
        var check = await Tool.RunAsync("dotnet", ["run", "eng/generate-pulumi-aws.cs", "--", "--check"], folder: folder.FullName);
        check.ExitCode.Should().Be(0, check.Everything);
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(IEnumerable<string> lines) =>
        new SurfaceCheck(await OfficialPackage.GetAsync(), lines.Select(SurfaceLine.Parse)).Run();
}
