using Pulumi.Aws.Lambda;

namespace StoreScp.PulumiDouble.Tests.Rules;

/// <summary>What mocks see of the arguments.</summary>
public sealed class WireTests
{
    [Fact]
    public async Task Inputs_have_their_names_on_the_wire_also_where_the_property_has_another()
    {
        var mocks = await Run.UpdateAsync(() =>
        {
            _ = new Aws.S3.Bucket("b", new() { BucketName = "images", ForceDestroy = true });
            _ = new Aws.Iam.Policy("p", new() { PolicyDocument = "{}" });
            _ = new Aws.LB.Listener("l", new() { LoadBalancerArn = "arn", DefaultActions = { new Aws.LB.Inputs.ListenerDefaultActionArgs { Type = "forward", TargetGroupArn = "tg" } } });
        });
        mocks["b"].Type.Should().Be("aws:s3/bucket:Bucket");
        mocks["b"].Inputs.Keys.Should().BeEquivalentTo("bucket", "forceDestroy");
        mocks["p"].Inputs.Keys.Should().Equal("policy");
        var action = (ImmutableDictionary<string, object>)((ImmutableArray<object>)mocks["l"].Inputs["defaultActions"])[0];
        action.Should().BeEquivalentTo(new Dictionary<string, object> { ["type"] = "forward", ["targetGroupArn"] = "tg" });
    }

    [Fact]
    public async Task Numbers_are_doubles_and_enumerations_and_unions_are_plain_values()
    {
        var mocks = await Run.UpdateAsync(() =>
        {
            _ = new Function("text", new() { Role = "r", Runtime = "dotnet10", Timeout = 30 });
            _ = new Function("value", new() { Role = "r", Runtime = Runtime.CustomAL2023 });
        });
        mocks["text"].Inputs["timeout"].Should().BeOfType<double>().Which.Should().Be(30);
        mocks["text"].Inputs["runtime"].Should().Be("dotnet10");
        mocks["value"].Inputs["runtime"].Should().Be("provided.al2023");
    }

    [Fact]
    public async Task A_secret_arrives_as_what_it_is()
    {
        var mocks = await Run.UpdateAsync(() => _ = new Aws.Sns.Topic("t", new() { DisplayName = Output.CreateSecret("hidden") }));
        mocks["t"].Inputs["displayName"].Should().Be("hidden");
    }

    [Fact]
    public async Task What_the_package_knows_to_be_secret_is_secret_without_being_said_to_be()
    {
        Aws.SecretsManager.SecretVersionArgs args = new() { SecretId = "s", SecretString = "plain" };
        (await Output.IsSecretAsync(args.SecretString.ToOutput().Apply(value => value))).Should().BeTrue();
        (await Output.IsSecretAsync(args.SecretId.ToOutput())).Should().BeFalse();
    }

    [Fact]
    public async Task An_input_that_is_unknown_wholly_or_in_part_is_left_out_and_so_is_null()
    {
        var mocks = await Run.PreviewAsync(() =>
        {
            var vpc = new Aws.Ec2.Vpc("vpc", new() { CidrBlock = "10.0.0.0/16" });
            _ = new Aws.Ec2.FlowLog("log", new() { VpcId = vpc.Arn, TrafficType = "ALL" });
            _ = new Aws.Ec2.VpcEndpoint("endpoint", new() { VpcId = "v", RouteTableIds = { "known", vpc.Arn }, Policy = null });
            _ = new Aws.Sfn.StateMachine("machine", new() { Definition = "{}", RoleArn = "r", LoggingConfiguration = new Aws.Sfn.Inputs.StateMachineLoggingConfigurationArgs { Level = "ALL", LogDestination = vpc.Arn } });
        });
        mocks["log"].Inputs.Keys.Should().Equal("trafficType");
        mocks["endpoint"].Inputs.Keys.Should().BeEquivalentTo("vpcId");
        mocks["machine"].Inputs.Keys.Should().BeEquivalentTo("definition", "roleArn");
    }

    [Fact]
    public async Task A_provider_takes_json_for_everything_that_is_not_text()
    {
        var mocks = await Run.UpdateAsync(() => _ = new Aws.Provider("aws", new()
        {
            Region = "eu-west-1",
            AllowedAccountIds = { "123456789012" },
            DefaultTags = new Aws.Inputs.ProviderDefaultTagsArgs { Tags = { { "project", "storescp" } } },
            MaxRetries = 5,
        }));
        mocks["aws"].Type.Should().Be("pulumi:providers:aws");
        mocks["aws"].Inputs.Should().BeEquivalentTo(new Dictionary<string, object>
        {
            ["region"] = "eu-west-1",
            ["allowedAccountIds"] = """[ "123456789012" ]""",
            ["defaultTags"] = """{ "tags": { "project": "storescp" } }""",
            ["maxRetries"] = "5",
        });
    }

    [Fact]
    public async Task An_archive_arrives_as_itself()
    {
        var mocks = await Run.UpdateAsync(() => _ = new Function("f", new() { Role = "r", Code = new FileArchive("functions.zip") }));
        mocks["f"].Inputs["code"].Should().BeOfType<FileArchive>().Which.Path.Should().Be("functions.zip");
    }

    [Fact]
    public async Task A_property_that_hides_one_of_object_is_an_input_like_the_others()
    {
        var mocks = await Run.UpdateAsync(() => _ = new Aws.CloudTrail.Trail("t", new()
        {
            S3BucketName = "b",
            AdvancedEventSelectors = { new Aws.CloudTrail.Inputs.TrailAdvancedEventSelectorArgs
            {
                FieldSelectors = { new Aws.CloudTrail.Inputs.TrailAdvancedEventSelectorFieldSelectorArgs { Field = "eventCategory", Equals = { "Data" } } },
            } },
        }));
        var selector = (ImmutableDictionary<string, object>)((ImmutableArray<object>)mocks["t"].Inputs["advancedEventSelectors"])[0];
        var field = (ImmutableDictionary<string, object>)((ImmutableArray<object>)selector["fieldSelectors"])[0];
        ((ImmutableArray<object>)field["equals"]).Should().Equal("Data");
    }
}
