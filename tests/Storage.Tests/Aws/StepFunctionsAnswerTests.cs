using System.Net;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using StoreScp.AwsCalls;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.StepFunctions;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>Answers that moto does not give.</summary>
public sealed class StepFunctionsAnswerTests : IDisposable
{
    private const string Machine = "arn:aws:states:eu-west-1:123456789012:stateMachine:import";
    private const string Exists = """{"__type":"com.amazonaws.swf.service#ExecutionAlreadyExists","message":"Execution Already Exists"}""";

    private readonly FakeService _service = new();

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("RUNNING", "{}", WorkflowStart.Started)]
    [InlineData("RUNNING", "{ }", WorkflowStart.AlreadyExists)]
    [InlineData("SUCCEEDED", "{}", WorkflowStart.AlreadyExists)]
    public async Task A_start_that_exists_is_looked_at(string status, string input, WorkflowStart expected)
    {
        _service.Answer(Exists, HttpStatusCode.BadRequest).Answer($$"""{"status":"{{status}}","input":"{{input}}"}""");
        (await Starter().StartAsync("b1.e1", "{}", default)).Should().Be(expected);
        _service.Requests[1].Body.Should().Be("""{"executionArn":"arn:aws:states:eu-west-1:123456789012:execution:import:b1.e1"}""");
    }

    [Fact]
    public async Task A_start_that_existed_and_is_forgotten_meanwhile_exists()
    {
        _service.Answer(Exists, HttpStatusCode.BadRequest).Answer("""{"__type":"ExecutionDoesNotExist"}""", HttpStatusCode.BadRequest);
        (await Starter().StartAsync("b1.e1", "{}", default)).Should().Be(WorkflowStart.AlreadyExists);
    }

    [Theory]
    [InlineData("RUNNING", WorkflowStatus.Running)]
    [InlineData("PENDING_REDRIVE", WorkflowStatus.Running)]
    [InlineData("SUCCEEDED", WorkflowStatus.Succeeded)]
    [InlineData("FAILED", WorkflowStatus.Failed)]
    [InlineData("TIMED_OUT", WorkflowStatus.TimedOut)]
    [InlineData("ABORTED", WorkflowStatus.Aborted)]
    public async Task The_status_is_the_services(string status, WorkflowStatus expected)
    {
        _service.Answer($$"""{"status":"{{status}}","executionArn":"a","startDate":1.5}""");
        (await Starter().DescribeAsync("b1.e1", default)).Should().Be(expected);
    }

    [Fact]
    public async Task A_status_that_nobody_knows_is_not_guessed_at()
    {
        _service.Answer("""{"status":"PAUSED"}""");
        var describing = () => Starter().DescribeAsync("b1.e1", default).AsTask();
        (await describing.Should().ThrowAsync<StorageUnavailableException>()).WithMessage("*PAUSED*");
    }

    [Theory]
    [InlineData(400, "AccessDeniedException")]
    [InlineData(400, "StateMachineDoesNotExist")]
    [InlineData(500, "InternalFailure")]
    public async Task Any_other_refusal_is_a_service_in_trouble_and_says_what_it_said(int status, string code)
    {
        _service.Answer($$"""{"__type":"{{code}}","message":"Why."}""", (HttpStatusCode)status, ("x-amzn-RequestId", "r-1"));
        var starting = () => Starter(new AwsCallOptions { MaximumAttempts = 1 }).StartAsync("b1.e1", "{}", default).AsTask();
        (await starting.Should().ThrowAsync<StorageUnavailableException>()).WithMessage($"Step Functions, StartExecution: {code}: Why. (request r-1)");
    }

    [Fact]
    public async Task A_service_that_says_nothing_is_given_up_within_20_s()
    {
        var time = new FakeTimeProvider();
        _service.Hang().Hang().Hang().Hang();
        var starting = Starter(new AwsCallOptions { FirstPause = TimeSpan.Zero }, time).StartAsync("b1.e1", "{}", default).AsTask();
        foreach (var attempt in new[] { 2, 3, 4 })
        {
            time.Advance(TimeSpan.FromSeconds(6));
            await _service.ArrivedAsync(attempt);
        }
        time.Advance(TimeSpan.FromSeconds(2));
        await starting.Awaiting(task => task).Should().ThrowAsync<StorageUnavailableException>();
    }

    [Theory]
    [InlineData("arn:aws:states:eu-west-1:123456789012:stateMachine:import:7")]
    [InlineData("arn:aws:states:eu-west-1:123456789012:stateMachine:import:live")]
    [InlineData(Machine)]
    public async Task Executions_are_found_without_the_version_or_alias_of_the_machine(string machine)
    {
        _service.Answer("""{"executionArn":"a"}""").Answer("""{"status":"RUNNING"}""");
        var starter = Starter(machine: machine);
        await starter.StartAsync("b1.e1", "{}", default);
        await starter.DescribeAsync("b1.e1", default);
        _service.Requests[0].Body.Should().Contain($"\"{machine}\"");
        _service.Requests[1].Body.Should().Contain("arn:aws:states:eu-west-1:123456789012:execution:import:b1.e1\"").And.Contain("METADATA_ONLY");
    }

    [Theory]
    [InlineData("import")]
    [InlineData("arn:aws:states:eu-west-1:123456789012:execution:import:b1.e1")]
    [InlineData("arn:aws:states:eu-west-1:123:stateMachine:import")]
    [InlineData("arn:aws:states:eu-west-1:123456789012:stateMachine:import\n")]
    public void What_is_no_ARN_of_a_state_machine_is_refused_at_once(string machine) =>
        FluentActions.Invoking(() => Starter(machine: machine)).Should().Throw<ArgumentException>();

    private StepFunctionsStarter Starter(AwsCallOptions? options = null, TimeProvider? time = null, string machine = Machine) =>
        new(new HttpClient(_service), new AwsAccess("eu-west-1", new BasicAWSCredentials("test", "test")), machine, time ?? TimeProvider.System, options);
}
