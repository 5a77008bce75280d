namespace StoreScp.PulumiDouble.Tests.Rules;

/// <summary>The life of a resource: its URN, its order, its failure.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task Urns_have_the_types_of_the_parents_without_the_stack()
    {
        Aws.Sns.Topic topic = null!;
        await Run.UpdateAsync(() =>
        {
            var component = new ComponentResource("storescp:platform:Workflow", "workflow");
            topic = new("alarms", new(), new() { Parent = component });
        });
        (await OutputUtilities.GetValueAsync(topic.Urn)).Should().Be("urn:pulumi:dev::storescp::storescp:platform:Workflow$aws:sns/topic:Topic::alarms");
    }

    [Fact]
    public async Task Two_resources_of_one_urn_fail_the_run_as_the_engine_would()
    {
        var error = await Run.FailAsync(() =>
        {
            _ = new Aws.Sns.Topic("t");
            _ = new Aws.Sqs.Queue("t");
            _ = new Aws.Sns.Topic("t");
        });
        error.Message.Should().Be("Duplicate resource URN 'urn:pulumi:dev::storescp::aws:sns/topic:Topic::t'; try giving it a unique name");
    }

    [Fact]
    public async Task Mocks_see_components_too_but_not_the_stack()
    {
        var mocks = await Run.UpdateAsync(() => _ = new ComponentResource("a:b:C", "c"));
        mocks.Resources.Select(resource => resource.Type).Should().Equal("a:b:C");
    }

    [Fact]
    public async Task The_result_has_every_resource_in_order_of_construction_the_stack_first()
    {
        var resources = await Deployment.TestAsync(new RecordingMocks(), Run.Update, () =>
        {
            var first = new Aws.Sns.Topic("first");
            _ = new Aws.Sns.Topic("second", new() { DisplayName = first.Arn });
        });
        resources.Select(resource => resource.GetResourceName()).Should().Equal("storescp-dev", "first", "second");
        resources[0].GetResourceType().Should().Be("pulumi:pulumi:Stack");
    }

    [Fact]
    public async Task A_resource_comes_after_what_its_inputs_and_DependsOn_name()
    {
        var mocks = new GatedMocks();
        await Deployment.TestAsync(mocks, Run.Update, () =>
        {
            var gateway = new Aws.Ec2.InternetGateway("gateway");
            var address = new Aws.Ec2.Eip("address", new(), new() { DependsOn = { gateway } });
            _ = new Aws.Ec2.NatGateway("nat", new() { AllocationId = address.Id });
            var meanwhile = new Aws.Sns.Topic("meanwhile");
            _ = new Aws.Sns.TopicPolicy("gate", new() { Arn = meanwhile.Arn, Policy = "{}" });
        });
        mocks.Begun.Except(["meanwhile", "gate"]).Should().Equal("gateway", "address", "nat");
        mocks.Begun.TakeWhile(name => name != "gate").Should().NotContain("address", "the gateway is only there when the gate has been made");
    }

    [Fact]
    public async Task After_a_failure_what_depends_on_it_fails_with_it_and_the_rest_is_still_recorded()
    {
        var mocks = new RecordingMocks { Make = args => args.Name == "bad" ? throw new InvalidOperationException("refused") : (args.Name, new Dictionary<string, object>()) };
        var error = await Run.FailAsync(() =>
        {
            var bad = new Aws.Sns.Topic("bad");
            _ = new Aws.Sns.TopicPolicy("dependent", new() { Arn = bad.Arn, Policy = "{}" });
            _ = new Aws.Sns.Topic("good");
        }, mocks);
        error.InnerException.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Be("refused");
        mocks.Resources.Select(resource => resource.Name).Should().BeEquivalentTo("bad", "good");
    }

    [Fact]
    public async Task An_exception_in_a_function_of_an_output_that_nobody_reads_fails_the_run()
    {
        var error = await Run.FailAsync(() => Output.Create("unseen").Apply(int.Parse));
        error.Message.Should().Contain("FormatException").And.Contain("unseen");
    }

    [Fact]
    public async Task An_error_in_the_log_fails_the_run()
    {
        var error = await Run.FailAsync(() => Log.Error("no such environment"));
        error.Message.Should().Be("no such environment");
        await Run.UpdateAsync(() => Log.Warn("take care"));
    }

    [Fact]
    public async Task Outside_a_deployment_nothing_is_made_and_nothing_runs_without_an_engine()
    {
        FluentActions.Invoking(() => new Aws.Sns.Topic("t")).Should().Throw<InvalidOperationException>();
        await FluentActions.Awaiting(() => Deployment.RunAsync(() => { })).Should().ThrowAsync<InvalidOperationException>().WithMessage("*without the Pulumi engine*");
    }

    /// <summary>The gateway is made when the gate is.</summary>
    private sealed class GatedMocks : IMocks
    {
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public System.Collections.Concurrent.ConcurrentQueue<string> Begun { get; } = new();

        public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            Begun.Enqueue(args.Name!);
            if (args.Name == "gate")
                _gate.SetResult();
            if (args.Name == "gateway")
                await _gate.Task;
            return (args.Name, new Dictionary<string, object> { ["arn"] = args.Name! });
        }

        public Task<object> CallAsync(MockCallArgs args) => throw new NotSupportedException();
    }
}
