namespace StoreScp.PulumiDouble.Tests.Rules;

/// <summary>Stacks: outputs, services, who they are.</summary>
public sealed class StackTests
{
    [Fact]
    public async Task An_output_that_the_constructor_forgets_fails_the_run()
    {
        var run = FluentActions.Awaiting(() => Deployment.TestAsync<Forgetful>(new RecordingMocks(), Run.Update));
        (await run.Should().ThrowAsync<RunException>()).Which.Message.Should().Be(
            "Output(s) 'Missing' have no value assigned. [Output] attributed properties must be assigned inside Stack constructor.");
    }

    [Fact]
    public async Task A_stack_knows_project_name_root_and_whether_it_is_a_preview()
    {
        var options = new TestOptions { ProjectName = "storescp", StackName = "prod", OrganizationName = "hospital", RootDirectory = "/site", IsPreview = true };
        var resources = await Deployment.TestAsync<WhoAmI>(new RecordingMocks(), options);
        (await OutputUtilities.GetValueAsync(((WhoAmI)resources[0]).Answer)).Should().Be("hospital storescp prod /site True");
    }

    [Fact]
    public async Task A_run_is_a_preview_unless_it_is_said_not_to_be()
    {
        var resources = await Deployment.TestAsync<WhoAmI>(new RecordingMocks());
        (await OutputUtilities.GetValueAsync(((WhoAmI)resources[0]).Answer)).Should().EndWith("True");
    }

    [Fact]
    public async Task A_stack_can_be_given_services()
    {
        var resources = await Deployment.TestWithServiceProviderAsync<WithService>(new RecordingMocks(), new OneService(new Uri("http://settings/")), Run.Update);
        (await OutputUtilities.GetValueAsync(((WithService)resources[0]).Answer)).Should().Be("http://settings/");
    }

    [Fact]
    public async Task A_program_of_a_function_returns_its_outputs()
    {
        var (resources, outputs) = await Deployment.TestAsync(
            new RecordingMocks(), Run.Update, () => (IDictionary<string, object?>)new Dictionary<string, object?> { ["name"] = new Aws.Sns.Topic("t").Id });
        resources.Should().HaveCount(2);
        (await OutputUtilities.GetValueAsync((Output<string>)outputs["name"]!)).Should().Be("t-id");
    }

    private sealed class Forgetful : Stack
    {
        public Forgetful() => Given = Output.Create("x");

        [Output]
        public Output<string> Given { get; set; }

        [Output]
        public Output<string> Missing { get; set; } = null!;
    }

    private sealed class WhoAmI : Stack
    {
        public WhoAmI()
        {
            var deployment = Deployment.Instance;
            Answer = Output.Create($"{deployment.OrganizationName} {deployment.ProjectName} {deployment.StackName} {deployment.RootDirectory} {deployment.IsDryRun}");
        }

        [Output]
        public Output<string> Answer { get; set; }
    }

    private sealed class WithService : Stack
    {
        public WithService(Uri settings) => Answer = Output.Create(settings.ToString());

        [Output]
        public Output<string> Answer { get; set; }
    }

    private sealed class OneService(Uri service) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(Uri) ? service : null;
    }
}
