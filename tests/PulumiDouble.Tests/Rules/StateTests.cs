namespace StoreScp.PulumiDouble.Tests.Rules;

/// <summary>What becomes of what mocks answer.</summary>
public sealed class StateTests
{
    private static readonly RecordingMocks Full = new()
    {
        Make = args => ("id-1", new { arn = "arn:x", prefixListId = (string?)null, cidrBlocks = new[] { "10.0.0.0/8" } }),
    };

    [Fact]
    public async Task Outputs_that_mocks_give_are_known_in_a_preview_too()
    {
        Aws.Ec2.VpcEndpoint endpoint = null!;
        await Run.PreviewAsync(() => endpoint = new("e", new() { VpcId = "v" }), Full);
        (await Run.ReadAsync(endpoint.Id)).Should().Be(("id-1", true, false));
        (await Run.ReadAsync(endpoint.Arn)).Should().Be(("arn:x", true, false));
        (await OutputUtilities.GetValueAsync(endpoint.CidrBlocks)).Should().Equal("10.0.0.0/8");
    }

    [Fact]
    public async Task Outputs_that_mocks_leave_out_are_unknown_in_a_preview_and_null_in_an_update()
    {
        var nothing = new RecordingMocks { Make = _ => (null, new Dictionary<string, object>()) };
        Aws.Ec2.VpcEndpoint endpoint = null!;
        void Program() => endpoint = new("e", new() { VpcId = "v" });

        await Run.PreviewAsync(Program, nothing);
        (await OutputUtilities.GetIsKnownAsync(endpoint.Arn)).Should().BeFalse();
        (await OutputUtilities.GetIsKnownAsync(endpoint.Id)).Should().BeFalse();

        await Run.UpdateAsync(Program, nothing);
        (await Run.ReadAsync(endpoint.Arn)).Should().Be((null!, true, false));
        (await Run.ReadAsync(endpoint.Id)).Should().Be((null!, true, false));
        (await OutputUtilities.GetValueAsync(endpoint.CidrBlocks)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_map_of_the_mocks_is_the_map_of_the_output()
    {
        var mocks = new RecordingMocks { Make = _ => ("stack", new { outputs = new Dictionary<string, object> { ["DatastoreId"] = "store-1" } }) };
        Aws.CloudFormation.Stack stack = null!;
        await Run.UpdateAsync(() => stack = new("s", new() { Name = "s" }), mocks);
        (await OutputUtilities.GetValueAsync(stack.Outputs.Apply(outputs => outputs["DatastoreId"]))).Should().Be("store-1");
    }

    [Fact]
    public async Task An_invoke_reaches_the_mocks_with_plain_arguments_and_gives_its_result()
    {
        var mocks = new RecordingMocks
        {
            Answer = _ => new Dictionary<string, object> { ["id"] = "vpc-1", ["cidrBlock"] = "10.0.0.0/16", ["enableDnsSupport"] = true },
        };
        Output<Aws.Ec2.GetVpcResult> vpc = null!;
        await Run.PreviewAsync(() => vpc = Aws.Ec2.GetVpc.Invoke(new() { Id = "vpc-1" }, new InvokeOptions()), mocks);
        mocks.Calls.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Token = "aws:ec2/getVpc:getVpc", Args = new Dictionary<string, object> { ["id"] = "vpc-1" } });
        var result = await OutputUtilities.GetValueAsync(vpc);
        (result.CidrBlock, result.EnableDnsSupport, result.EnableDnsHostnames).Should().Be(("10.0.0.0/16", true, false));
    }

    [Fact]
    public async Task An_invoke_with_an_unknown_argument_is_not_made()
    {
        Output<Aws.Ec2.GetVpcResult> vpc = null!;
        var mocks = await Run.PreviewAsync(() => vpc = Aws.Ec2.GetVpc.Invoke(new() { Id = OutputUtilities.CreateUnknown("") }, new InvokeOptions()));
        mocks.Calls.Should().BeEmpty();
        (await OutputUtilities.GetIsKnownAsync(vpc)).Should().BeFalse();
    }

    [Fact]
    public async Task An_invoke_is_made_through_the_provider_of_its_parent()
    {
        var mocks = await Run.UpdateAsync(() =>
        {
            var provider = new Aws.Provider("explicit");
            var parent = new ComponentResource("a:b:C", "c", new() { Provider = provider });
            Aws.GetCallerIdentity.Invoke(null, new InvokeOptions { Parent = parent });
        });
        mocks.Calls.Single().Provider.Should().EndWith("::pulumi:providers:aws::explicit::explicit-id");
    }
}
