using System.Text;
using StoreScp.Import;

namespace StoreScp.Lambda.Tests;

/// <summary>How a process begins, or says why it does not.</summary>
public sealed class LambdaProcessTests : IAsyncDisposable
{
    private readonly LocalPorts _local = new();

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Fact]
    public async Task Every_wrong_setting_is_named_in_one_init_error()
    {
        await using var process = await RunningProcess.StartAsync("StartImportJob", _local, new Dictionary<string, string>
        {
            ["STORESCP__Aws__Bucket"] = "No bucket",
            ["STORESCP__Aws__DataAccessRoleArn"] = "arn:aws:iam::123456789012:role/import",
            ["STORESCP__Aws__S3Endpoint"] = "moto:5000",
            ["STORESCP__Import__PollInterval"] = "0",
            ["STORESCP__Import__MaximumJobs"] = "many",
        });
        var answer = await process.Server.AnswerAsync();
        answer.Path.Should().Be("init/error");
        answer.ErrorTypeHeader.Should().Be("Settings.Invalid");
        foreach (var name in new[] { "Aws__Region", "Aws__Bucket", "Aws__ResultsBucket", "Aws__Table", "Aws__S3Endpoint", "Import__PollInterval", "Import__MaximumJobs" })
            answer.ErrorMessage.Should().Contain("STORESCP__" + name);
        answer.ErrorMessage.Should().NotContain("DataAccessRoleArn");
        (await process.Ending).Should().Be(1);
        process.LogText.Should().Contain("Settings.Invalid");
    }

    [Theory]
    [InlineData("StartImport")]
    [InlineData("startimportjob")]
    [InlineData("")]
    public async Task A_handler_that_nobody_knows_is_an_init_error_that_names_those_there_are(string handler)
    {
        await using var process = await RunningProcess.StartAsync(handler, _local);
        var answer = await process.Server.AnswerAsync();
        answer.Path.Should().Be("init/error");
        answer.ErrorType.Should().Be("Handler.Unknown");
        answer.ErrorMessage.Should().Contain($"'{handler}'").And.Contain("StartImportJob, GetImportJob,").And.Contain("Sweep, Dispatch");
        (await process.Ending).Should().Be(1);
    }

    [Fact]
    public async Task Ports_that_cannot_be_opened_are_an_init_error()
    {
        await using var process = await RunningProcess.StartAsync("StartImportJob", open: () => throw new StoreScp.Storage.StorageSetupException("The bucket has no name."));
        var answer = await process.Server.AnswerAsync();
        answer.ErrorType.Should().Be("Init.Fault");
        answer.ErrorMessage.Should().Contain("The bucket has no name.");
        (await process.Ending).Should().Be(1);
    }

    [Fact]
    public async Task A_ledger_that_does_not_answer_is_an_init_error_that_the_workflow_tries_again()
    {
        await using var process = await RunningProcess.StartAsync("StartImportJob", open: () => throw new StoreScp.Storage.StorageUnavailableException("DynamoDB is away."));
        (await process.Server.AnswerAsync()).ErrorType.Should().Be("Storage.Unavailable");
        (await process.Ending).Should().Be(1);
    }

    [Theory]
    [InlineData("Sweep")]
    [InlineData("Dispatch")]
    public async Task What_starts_executions_needs_to_know_of_what(string handler)
    {
        await using var process = await RunningProcess.StartAsync(handler, open: () => _local.Ports with { Workflows = null });
        (await process.Server.AnswerAsync()).ErrorMessage.Should().Contain("STORESCP__Aws__StateMachineArn");
        (await process.Ending).Should().Be(1);
    }

    [Fact]
    public async Task Without_a_runtime_API_the_log_says_who_starts_this_program()
    {
        using var output = new MemoryStream();
        var process = new LambdaProcess(RunningProcess.Settings, (_, _, _) => Task.FromResult(_local.Ports), output, TimeProvider.System);
        (await process.RunAsync(default)).Should().Be(1);
        Encoding.UTF8.GetString(output.ToArray()).Should().Contain("AWS_LAMBDA_RUNTIME_API is not set");
    }

    [Fact]
    public async Task A_runtime_API_that_is_not_there_ends_the_process()
    {
        using var output = new MemoryStream();
        string address;
        await using (var gone = await FakeRuntimeApi.StartAsync())
            address = gone.Address;
        var environment = new Dictionary<string, string>(RunningProcess.Settings) { ["_HANDLER"] = "CloseBatch", ["AWS_LAMBDA_RUNTIME_API"] = address };
        (await new LambdaProcess(environment, (_, _, _) => Task.FromResult(_local.Ports), output, TimeProvider.System).RunAsync(default)).Should().Be(1);
        Encoding.UTF8.GetString(output.ToArray()).Should().Contain("Runtime.Unreachable");
    }

    [Fact]
    public async Task Every_Task_of_the_workflow_has_its_function()
    {
        var tasks = System.Text.RegularExpressions.Regex.Matches(ImportFunctions.Definition, @"""Resource"": ""\$\{(\w+)\}""").Select(match => match.Groups[1].Value).ToList();
        tasks.Should().HaveCountGreaterThan(7);
        foreach (var task in tasks)
        {
            await using var process = await RunningProcess.StartAsync(task, _local);
            (await process.InvokeAsync("[]")).ErrorType.Should().Be("Input.Invalid", task);
        }
    }
}
