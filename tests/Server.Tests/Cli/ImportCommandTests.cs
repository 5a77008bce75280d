using StoreScp.Server.Cli;
using StoreScp.Storage;

namespace StoreScp.Server.Tests.Cli;

public sealed class ImportCommandTests : IAsyncDisposable
{
    private readonly SampleLedger _sample = new();

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task List_selects_by_state_study_and_time()
    {
        var done = await _sample.AddBatchAsync(BatchState.Completed);
        var failed = await _sample.AddBatchAsync(BatchState.Failed, "The import job failed", study: "1.2.4");

        (await IdsAsync()).Should().BeEquivalentTo(done.Id.ToString(), failed.Id.ToString());
        (await IdsAsync("--state", "Failed")).Should().Equal(failed.Id.ToString());
        (await IdsAsync("--study", SampleLedger.Study)).Should().Equal(done.Id.ToString());
        (await IdsAsync("--since", "2026-11-23T12:01")).Should().BeEmpty();
        var (exitCode, text, _) = await _sample.RunAsync("import", "list");
        exitCode.Should().Be(ExitCode.Success);
        text.Should().Contain("2026-11-23 12:00:01Z").And.Contain($"{failed.JobId} FAILED").And.Contain(done.Id.ToString());
    }

    [Fact]
    public async Task Show_counts_by_state_and_gives_the_reasons_of_failures()
    {
        var batch = await _sample.AddBatchAsync(BatchState.Completed);
        await _sample.AddImportedAsync("1.2.3.1", batch);
        await _sample.AddAsync("1.2.3.2", batch, DeliveryState.Quarantined, "ValidationException: no SOPClassUID");

        var (exitCode, text, _) = await _sample.RunAsync("import", "show", batch.Id.ToString());
        var lines = JsonLines.Of((await _sample.RunAsync("import", "show", batch.Id.ToString(), "--json")).Output);

        exitCode.Should().Be(ExitCode.Success);
        text.Should().Contain($"Batch {batch.Id}: Completed").And.Contain("instances: 1 Imported, 1 Quarantined").And.Contain("no SOPClassUID")
            .And.NotContain("1.2.3.1\n");
        lines.Should().HaveCount(2);
        lines[0].Text("ImportJobId").Should().Be(batch.JobId);
        lines[0].GetProperty("States").GetProperty("Imported").GetInt32().Should().Be(1);
        lines[1].Text("SOPInstanceUID").Should().Be("1.2.3.2");
    }

    [Theory]
    [InlineData("show", "There is no batch 0123456789abcdef0123456789abcdef.")]
    [InlineData("redrive", "Batch 0123456789abcdef0123456789abcdef is not tried again: There is no such batch.")]
    public async Task A_batch_that_is_not_there_is_exit_code_1(string command, string sentence)
    {
        var (exitCode, output, error) = await _sample.RunAsync("import", command, "0123456789abcdef0123456789abcdef");

        exitCode.Should().Be(ExitCode.Failed);
        (output + error).Should().Contain(sentence);
    }

    [Fact]
    public async Task Quarantine_lists_what_why_and_where()
    {
        var batch = await _sample.AddBatchAsync(BatchState.Completed);
        await _sample.AddImportedAsync("1.2.3.1", batch);
        var row = await _sample.AddAsync("1.2.3.2", batch, DeliveryState.Quarantined, "ValidationException: no SOPClassUID");

        var (_, text, _) = await _sample.RunAsync("import", "quarantine");
        var line = JsonLines.Of((await _sample.RunAsync("import", "quarantine", "--json")).Output).Single();

        text.Should().Contain("1.2.3.2").And.Contain("no SOPClassUID").And.Contain($"object {row.ObjectKey}");
        line.Text("ObjectKey").Should().Be(row.ObjectKey!.Value.Value);
    }

    [Fact]
    public async Task Redrive_seals_the_failed_batch_again_for_another_job()
    {
        var batch = await _sample.AddBatchAsync(BatchState.Failed, "The import job failed");
        await _sample.AddAsync("1.2.3.1", batch, DeliveryState.Failed, "The import job failed");

        var (exitCode, output, _) = await _sample.RunAsync("import", "redrive", "--failed", "--since", "2026-11-23", "--json");

        exitCode.Should().Be(ExitCode.Success);
        var line = JsonLines.Of(output).Single();
        line.Text("NewBatchId").Should().Be(batch.Id.ToString());
        line.GetProperty("Files").GetInt32().Should().Be(1);
        (await _sample.Batches.FindBatchAsync(batch.Id, default)).Should().BeEquivalentTo(
            new { State = BatchState.Sealed, JobName = $"{batch.Id}.r2", JobId = (string?)null, Reason = (string?)null });
        (await _sample.Ledger.FindByReceivedAsync("1.2.3.1", default)).Single().Deliveries.Single().State.Should().Be(DeliveryState.Stored);
        (await _sample.RunAsync("import", "redrive", batch.Id.ToString())).Should().Match<(int ExitCode, string Output, string Error)>(
            again => again.ExitCode == ExitCode.Failed && again.Output.Contains("is Sealed"));
    }

    [Fact]
    public async Task A_batch_whose_object_is_missing_does_not_keep_the_others()
    {
        var missing = await _sample.AddBatchAsync(BatchState.Completed);
        await _sample.AddAsync("1.2.3.1", missing, DeliveryState.Failed, "Unaccounted");
        var whole = await _sample.AddBatchAsync(BatchState.Failed, "The import job failed");
        await _sample.AddAsync("1.2.3.2", whole, DeliveryState.Failed, "The import job failed");

        var (exitCode, output, _) = await _sample.RunAsync("import", "redrive", "--failed");

        exitCode.Should().Be(ExitCode.Failed);
        output.Should().Contain($"Batch {missing.Id} is not tried again: The object ").And.Contain("is missing from the store")
            .And.Contain($"Batch {whole.Id} is imported again as a whole: 1 file.");
    }

    [Fact]
    public async Task Redrive_makes_no_ledger_where_there_is_none()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, _, error) = await CommandLine.RunAsync("import", "redrive", "--failed", $"--Storage:Path={folder.Path}");

        exitCode.Should().Be(ExitCode.StorageUnavailable);
        error.Should().Contain("There is no ledger");
        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
    }

    private async Task<IEnumerable<string?>> IdsAsync(params string[] options) =>
        JsonLines.Of((await _sample.RunAsync(["import", "list", "--json", .. options])).Output).Select(line => line.Text("BatchId"));
}
