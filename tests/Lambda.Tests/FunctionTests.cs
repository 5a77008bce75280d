using System.Globalization;
using System.Text.Json.Nodes;
using StoreScp.Storage;

namespace StoreScp.Lambda.Tests;

/// <summary>The functions behind their handlers, on a ledger and a store in files.</summary>
public sealed class FunctionTests : IAsyncDisposable
{
    private readonly LocalPorts _local = new();

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Fact]
    public async Task A_Task_does_its_work_and_gives_its_part_of_the_state()
    {
        var batch = await _local.AddBatchAsync("1.2.3", BatchState.Importing);
        await using var process = await RunningProcess.StartAsync("StartImportJob", _local);
        var answer = await process.InvokeAsync(Input(batch));
        answer.Path.Should().Be("invocation/r-1/response");
        ((string?)answer.Json["jobId"]).Should().Be("0a1b2c");
        _local.HealthImaging.Started!.InputS3Uri.Should().Be($"s3://instances/import/{LocalPorts.Datastore}/{batch.Id}/");
        _local.HealthImaging.Started.OutputS3Uri.Should().Be($"s3://results/{LocalPorts.Datastore}/{batch.Id}/");
        (await _local.Batches.FindBatchAsync(batch.Id, default))!.JobId.Should().Be("0a1b2c");
    }

    [Fact]
    public async Task A_refusal_by_HealthImaging_has_the_name_that_the_workflow_waits_for()
    {
        var batch = await _local.AddBatchAsync("1.2.3", BatchState.Importing);
        batch = (await _local.Batches.UpdateBatchAsync(batch with { Jobs = 1, JobId = "0a1b2c" }, default))!;
        await using var process = await RunningProcess.StartAsync("GetImportJob", _local);
        var input = JsonNode.Parse(Input(batch))!;
        input["job"] = new JsonObject { ["jobName"] = "x", ["jobId"] = "0a1b2c", ["jobStatus"] = "SUBMITTED" };
        (await process.InvokeAsync(input.ToJsonString())).ErrorType.Should().Be("MedicalImaging.ThrottlingException");
    }

    [Fact]
    public async Task A_batch_that_is_not_there_has_a_name_too()
    {
        await using var process = await RunningProcess.StartAsync("StartImportJob", _local);
        var input = $$"""{"batchId":"{{BatchId.Create(TimeProvider.System)}}","datastoreId":"{{LocalPorts.Datastore}}","execution":1,"pollSeconds":20}""";
        (await process.InvokeAsync(input)).ErrorType.Should().Be("Batch.NotFound");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"batchId":"secret","datastoreId":1,"execution":1,"pollSeconds":20}""")]
    public async Task An_input_that_is_none_is_refused_without_being_quoted(string input)
    {
        await using var process = await RunningProcess.StartAsync("CloseBatch", _local);
        var answer = await process.InvokeAsync(input);
        answer.ErrorType.Should().Be("Input.Invalid");
        (answer.Body + process.LogText).Should().NotContain("secret");
    }

    [Fact]
    public async Task Dispatch_starts_what_is_sealed_and_gives_its_lease_back()
    {
        var batches = new[] { await _local.AddBatchAsync("1.2.3", BatchState.Sealed), await _local.AddBatchAsync("1.2.4", BatchState.Sealed), await _local.AddBatchAsync("1.2.5", BatchState.Sealed) };
        await using var process = await RunningProcess.StartAsync("Dispatch", _local, new Dictionary<string, string>(RunningProcess.Settings) { ["STORESCP__Import__StartsPerSecond"] = "1000" });
        (await process.InvokeAsync("{}")).Body.Should().Be("""{"started":3}""");
        _local.Workflows.Names.Should().BeEquivalentTo(batches.Select(batch => $"{batch.Id}.e1"));
        (await process.InvokeAsync("{}")).Body.Should().Be("""{"started":0}""");
        (await _local.Leases.FindLeaseAsync(LeaseNames.Dispatcher, default)).Should().BeNull();
    }

    [Fact]
    public async Task Sweep_seals_what_a_server_that_ended_left_open()
    {
        var batch = await _local.AddBatchAsync("1.2.3", BatchState.Open);
        await using var process = await RunningProcess.StartAsync("Sweep", _local);
        (await process.InvokeAsync("{}")).Body.Should().Be("""{"sealed":1,"restarted":0,"redriven":0}""");
        (await _local.Batches.FindBatchAsync(batch.Id, default))!.State.Should().Be(BatchState.Empty);
    }

    private static string Input(BatchRow batch) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"batchId":"{{batch.Id}}","datastoreId":"{{batch.DatastoreId}}","execution":{{batch.Executions}},"pollSeconds":20}""");
}
