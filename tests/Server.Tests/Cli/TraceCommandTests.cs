using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StoreScp.LocalRunner;
using StoreScp.Server.Cli;
using StoreScp.Storage;

namespace StoreScp.Server.Tests.Cli;

public sealed class TraceCommandTests : IAsyncDisposable
{
    private static readonly string[] WholeLife =
        ["received", "stored", "batch opened", "batch sealed", "import started", "job submitted", "job ended", "result", "batch closed"];

    private readonly SampleLedger _sample = new();

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Theory]
    [InlineData("--instance", "1.2.3.1")]
    [InlineData("--study", SampleLedger.Study)]
    [InlineData("--accession", "A-1", "--since", "2026-11-23")]
    public async Task Every_step_comes_with_its_time_in_their_order(params string[] asked)
    {
        await _sample.AddImportedAsync("1.2.3.1", await _sample.AddBatchAsync(BatchState.Completed));

        var (exitCode, output, _) = await _sample.RunAsync(["trace", .. asked, "--json"]);

        exitCode.Should().Be(ExitCode.Success);
        var steps = JsonLines.Of(output);
        steps.Select(step => step.Text("Step")).Should().Equal(WholeLife);
        steps.Select(step => step.GetProperty("At").GetDateTimeOffset()).Should().BeInAscendingOrder();
        var result = steps.Single(step => step.Text("Step") == "result");
        result.Text("ImageSetId").Should().Be(SampleLedger.ImageSet);
        result.Text("Detail").Should().Contain("version 2").And.Contain("warnings: 45330");
        steps[0].Text("Detail").Should().Contain("from CT1 at 192.0.2.7 to STORESCP on association A1");
    }

    [Fact]
    public async Task The_text_has_one_line_for_a_step()
    {
        var batch = await _sample.AddBatchAsync(BatchState.Completed);
        await _sample.AddImportedAsync("1.2.3.1", batch);

        var (_, output, _) = await _sample.RunAsync("trace", "--instance", "1.2.3.1");

        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(WholeLife.Length);
        output.Should().Contain(
            $"2026-11-23 12:00:31Z  batch sealed    batch {batch.Id}  nothing more arrived for the quiet period: 2 instances");
    }

    [Fact]
    public async Task A_redriven_instance_shows_the_batch_before_too()
    {
        var first = await _sample.AddBatchAsync(BatchState.Failed, "The import job failed");
        var again = first with { Id = BatchId.After(first.Id, 0), RedriveOf = first.Id, Redrives = 1, OpenedAt = SampleLedger.Noon.AddMinutes(5), State = BatchState.Open, SealedAt = null, StartedAt = null, JobId = null, ClosedAt = null };
        await _sample.Batches.AddBatchAsync(again, default);
        await _sample.AddAsync("1.2.3.1", again, DeliveryState.Stored);

        var steps = JsonLines.Of((await _sample.RunAsync("trace", "--instance", "1.2.3.1", "--json")).Output);

        steps.Should().Contain(step => step.Text("BatchId") == first.Id.ToString() && step.Text("Step") == "batch closed" && step.Text("Detail")!.EndsWith("The import job failed"));
        steps.Should().Contain(step => step.Text("BatchId") == again.Id.ToString() && step.Text("Step") == "redrive opened");
        steps[^1].Text("Step").Should().Be("in flight");
    }

    [Fact]
    public async Task Retries_of_the_workflow_are_among_the_steps()
    {
        var batch = await _sample.AddBatchAsync(BatchState.Completed);
        await _sample.AddImportedAsync("1.2.3.1", batch);
        await RunWorkflowAsync(batch.ExecutionName!);

        var steps = JsonLines.Of((await _sample.RunAsync("trace", "--instance", "1.2.3.1", "--json")).Output);

        var retry = steps.Single(step => step.Text("Step") == "retry");
        retry.Text("Detail").Should().Be("Start met MedicalImaging.ThrottlingException (slow down); again after 2 s");
        retry.Text("ExecutionName").Should().Be(batch.ExecutionName);
        steps.Should().ContainSingle(step => step.Text("Step") == "import ended");
    }

    [Fact]
    public async Task What_is_not_there_is_exit_code_1_with_a_sentence()
    {
        var (exitCode, output, error) = await _sample.RunAsync("trace", "--accession", "Z");

        exitCode.Should().Be(ExitCode.Failed);
        output.Should().BeEmpty();
        error.Should().Contain("--since looks further back");
    }

    /// <summary>An execution whose only Task is throttled once.</summary>
    private async Task RunWorkflowAsync(string name)
    {
        const string Definition =
            """
            {"StartAt":"Start","TimeoutSeconds":600,"States":{"Start":{"Type":"Task","Resource":"${Start}","TimeoutSeconds":60,"ResultPath":"$.done","Next":"Done",
             "Retry":[{"ErrorEquals":["MedicalImaging.ThrottlingException"],"IntervalSeconds":2,"MaxAttempts":1,"BackoffRate":2,"JitterStrategy":"NONE","MaxDelaySeconds":60}]},"Done":{"Type":"Succeed"}}}
            """;
        var calls = 0;
        TaskHandler start = (_, _) => calls++ == 0 ? throw new WorkflowTaskException("MedicalImaging.ThrottlingException", "slow down") : ValueTask.FromResult("{}");
        var time = new FakeTimeProvider(SampleLedger.Noon.AddSeconds(32));
        await using var workflows = new LocalWorkflows(
            Definition, new Dictionary<string, TaskHandler> { ["Start"] = start },
            new LocalRunnerOptions { DatabasePath = Path.Combine(_sample.Root, "workflows.db"), Holder = "test" }, time, NullLogger.Instance);
        await workflows.StartAsync(name, "{}", default);
        while (await workflows.RunDueAsync(default) is { } next)
            time.SetUtcNow(next);
    }
}
