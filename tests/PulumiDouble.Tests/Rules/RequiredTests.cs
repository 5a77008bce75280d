namespace StoreScp.PulumiDouble.Tests.Rules;

/// <summary>Required inputs are all that is validated.</summary>
public sealed class RequiredTests
{
    [Fact]
    public async Task A_required_input_that_is_missing_fails_the_run_and_is_named()
    {
        var error = await Run.FailAsync(() => _ = new Aws.Ec2.Subnet("s", new() { CidrBlock = "10.0.0.0/24" }));
        error.Message.Should().Be("[Input] Pulumi.Aws.Ec2.SubnetArgs.VpcId is required but was not given a value");
    }

    [Fact]
    public async Task So_does_one_inside_a_nested_type_and_a_required_list_by_its_field()
    {
        var error = await Run.FailAsync(() => _ = new Aws.Ecs.Service("s", new() { NetworkConfiguration = new Aws.Ecs.Inputs.ServiceNetworkConfigurationArgs() }));
        error.Message.Should().Be("[Input] Pulumi.Aws.Ecs.Inputs.ServiceNetworkConfigurationArgs._subnets is required but was not given a value");
    }

    [Fact]
    public async Task An_unknown_value_is_a_value()
    {
        var mocks = await Run.PreviewAsync(() => _ = new Aws.Ec2.Subnet("s", new() { VpcId = OutputUtilities.CreateUnknown("") }));
        mocks["s"].Inputs.Should().BeEmpty();
    }
}
