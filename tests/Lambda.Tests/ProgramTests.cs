using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using StoreScp.Storage;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.DynamoDb;

namespace StoreScp.Lambda.Tests;

/// <summary>
/// The program as a process of its own, on moto: the one built beside the tests, or a published one that <c>STORESCP_LAMBDA_BOOTSTRAP</c> names.
/// </summary>
public sealed class ProgramTests(MotoServer moto) : IClassFixture<MotoServer>
{
    private const string Datastore = "0123456789abcdef0123456789abcdef";

    private static readonly string Bootstrap = Environment.GetEnvironmentVariable("STORESCP_LAMBDA_BOOTSTRAP") ?? Path.Combine(AppContext.BaseDirectory, "bootstrap");

    private readonly string _table = $"ledger-{Guid.NewGuid():N}";

    [Fact]
    public async Task Without_settings_it_tells_the_runtime_API_what_is_missing_and_ends()
    {
        await using var server = await FakeRuntimeApi.StartAsync();
        using var process = Start(server, "GetImportJob", new());
        var answer = await server.AnswerAsync();
        answer.Path.Should().Be("init/error");
        answer.ErrorType.Should().Be("Settings.Invalid");
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task It_finds_the_ledger_in_DynamoDB_and_the_results_in_S3()
    {
        await DynamoDbTable.CreateAsync(Access, _table, TimeProvider.System, default);
        await CreateBucketAsync("results");
        await using var server = await FakeRuntimeApi.StartAsync();
        using (var process = Start(server, "StartImportJob", Settings))
            (await InvokeAsync(server, process, Input(BatchId.Create(TimeProvider.System), ""))).ErrorType.Should().Be("Batch.NotFound");
        const string Job = ""","job":{"jobName":"b1","jobId":"0a1b2c","jobStatus":"COMPLETED","outputS3Uri":"s3://results/out/"}""";
        using (var process = Start(server, "ReadResults", Settings))
            (await InvokeAsync(server, process, Input(BatchId.Create(TimeProvider.System), Job))).ErrorType.Should().Be("Results.NotYet");
    }

    [Fact]
    public async Task It_starts_an_execution_of_the_workflow_for_what_is_sealed()
    {
        using var states = new MotoJson(moto.Endpoint, "states", "AWSStepFunctions");
        var machine = (string)(await states.CallAsync("CreateStateMachine", new()
        {
            ["name"] = $"import-{Guid.NewGuid():N}",
            ["definition"] = """{"StartAt":"Wait","States":{"Wait":{"Type":"Wait","Seconds":60,"End":true}}}""",
            ["roleArn"] = "arn:aws:iam::123456789012:role/workflow",
        }))["stateMachineArn"]!;
        await DynamoDbTable.CreateAsync(Access, _table, TimeProvider.System, default);
        var batch = await AddSealedBatchAsync();

        await using var server = await FakeRuntimeApi.StartAsync();
        using var process = Start(server, "Dispatch", new(Settings) { ["STORESCP__Aws__StateMachineArn"] = machine });
        (await InvokeAsync(server, process, "{}")).Body.Should().Be("""{"started":1}""");

        var execution = await states.CallAsync("DescribeExecution", new() { ["executionArn"] = $"{machine.Replace(":stateMachine:", ":execution:")}:{batch}.e1" });
        ((string?)execution["status"]).Should().Be("RUNNING");
    }

    [Fact]
    public async Task It_writes_metrics_of_results_to_its_standard_output()
    {
        await DynamoDbTable.CreateAsync(Access, _table, TimeProvider.System, default);
        var id = await AddSealedBatchAsync();
        await using (var ledger = await DynamoDbLedger.OpenAsync(Access, new DynamoDbOptions { Table = _table }, TimeProvider.System, default))
        {
            var batch = (await ledger.Batches.FindBatchAsync(id, default))!;
            await ledger.AddAsync(BatchRows.Row(batch, "1.2.3.1", TimeSpan.FromMinutes(1)), default);
            await ledger.Batches.UpdateBatchAsync(batch with { State = BatchState.Importing, Executions = 1, StartedAt = TimeProvider.System.GetUtcNow() }, default);
        }

        await using var server = await FakeRuntimeApi.StartAsync();
        using var process = Start(server, "FailBatch", new(Settings) { ["STORESCP__Metrics__Environment"] = "staging" });
        (await InvokeAsync(server, process, Input(id, ""))).Body.Should().Be("""{"state":"Failed"}""");

        var documents = (await process.StandardOutput.ReadToEndAsync()).Split('\n').Where(line => line.StartsWith("""{"_aws":""", StringComparison.Ordinal)).ToList();
        documents.Should().HaveCount(3).And.OnlyContain(document => document.Contains("\"Namespace\":\"StoreSCP\"") && document.Contains("\"Environment\":\"staging\""));
        documents[0].Should().Contain("\"Deliveries\":1").And.Contain("\"DeliveriesFailed\":1").And.Contain("\"DeliveriesQuarantined\":0");
        documents[1].Should().Contain("\"State\":\"Failed\"");
        documents[2].Should().Contain("\"Reason\":\"Other\"");
    }

    private AwsAccess Access => new("eu-west-1", new BasicAWSCredentials("test", "test"), moto.Endpoint);

    private Dictionary<string, string> Settings => new(RunningProcess.Settings)
    {
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["STORESCP__Aws__Endpoint"] = moto.Endpoint.ToString(),
        ["STORESCP__Aws__Table"] = _table,
    };

    private static Process Start(FakeRuntimeApi server, string handler, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(Bootstrap) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = server.Address;
        start.Environment["_HANDLER"] = handler;
        return Process.Start(start)!;
    }

    private static async Task<RuntimeAnswer> InvokeAsync(FakeRuntimeApi server, Process process, string json)
    {
        server.Invoke(json, TimeProvider.System.GetUtcNow().AddMinutes(1));
        try
        {
            return await server.AnswerAsync();
        }
        finally
        {
            process.Kill();
        }
    }

    private async Task<BatchId> AddSealedBatchAsync()
    {
        await using var ledger = await DynamoDbLedger.OpenAsync(Access, new DynamoDbOptions { Table = _table }, TimeProvider.System, default);
        var now = TimeProvider.System.GetUtcNow();
        var batch = new BatchRow { Id = BatchId.Create(TimeProvider.System), DatastoreId = Datastore, StudyInstanceUID = "1.2.3", Owner = "gone", OpenedAt = now };
        (await ledger.Batches.AddBatchAsync(batch, default)).Should().BeTrue();
        await ledger.Batches.UpdateBatchAsync(batch with { State = BatchState.Sealed, SealedAt = now, SealReason = SealReason.Quiet, Instances = 1 }, default);
        return batch.Id;
    }

    private async Task CreateBucketAsync(string name)
    {
        using var http = new HttpClient();
        (await http.PutAsync(new Uri(moto.Endpoint, name), null)).EnsureSuccessStatusCode();
    }

    private static string Input(BatchId batch, string job) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"batchId":"{{batch}}","datastoreId":"{{Datastore}}","execution":1,"pollSeconds":20{{job}}}""");
}
