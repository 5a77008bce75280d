using System.Text.Json.Nodes;
using Amazon.Runtime;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.StepFunctions;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>Against moto, which does not execute here: what was started runs until it is stopped.</summary>
public sealed class StepFunctionsStarterTests(MotoServer moto) : WorkflowStarterContract, IClassFixture<MotoServer>
{
    private readonly HttpClient _http = new();
    private readonly MotoJson _states = new(moto.Endpoint, "states", "AWSStepFunctions");
    private string _machine = "";

    public override ValueTask DisposeAsync()
    {
        _http.Dispose();
        _states.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask<IWorkflowStarter> OpenAsync()
    {
        var made = await _states.CallAsync("CreateStateMachine", new()
        {
            ["name"] = $"import-{Guid.NewGuid():N}",
            ["definition"] = """{"StartAt":"Wait","States":{"Wait":{"Type":"Wait","Seconds":60,"End":true}}}""",
            ["roleArn"] = "arn:aws:iam::123456789012:role/workflow",
        });
        _machine = (string)made["stateMachineArn"]!;
        return new StepFunctionsStarter(_http, new AwsAccess("eu-west-1", new BasicAWSCredentials("test", "test"), moto.Endpoint), _machine, TimeProvider.System);
    }

    protected override async ValueTask<WorkflowStatus> EndAsync(string name)
    {
        await _states.CallAsync("StopExecution", new() { ["executionArn"] = $"{_machine.Replace(":stateMachine:", ":execution:")}:{name}" });
        return WorkflowStatus.Aborted;
    }
}
