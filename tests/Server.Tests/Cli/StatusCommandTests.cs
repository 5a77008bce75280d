using StoreScp.Server.Cli;
using StoreScp.Storage;

namespace StoreScp.Server.Tests.Cli;

public sealed class StatusCommandTests : IAsyncDisposable
{
    private readonly SampleLedger _sample = new();

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task An_imported_instance_shows_its_job_and_image_set()
    {
        var batch = await _sample.AddBatchAsync(BatchState.Completed);
        await _sample.AddImportedAsync("1.2.3.1", batch);

        var (exitCode, text, _) = await _sample.RunAsync("status", "--instances");
        var line = JsonLines.Of((await _sample.RunAsync("status", "--instances", "--json")).Output).Single();

        exitCode.Should().Be(ExitCode.Success);
        text.Should().Contain($"import batch {batch.Id}, job {batch.JobId}, image set {SampleLedger.ImageSet} version 2 (not primary")
            .And.Contain("warnings: 45330 InvalidOffsetTable");
        line.Text("BatchId").Should().Be(batch.Id.ToString());
        line.Text("ImportJobId").Should().Be(batch.JobId);
        line.Text("ImageSetId").Should().Be(SampleLedger.ImageSet);
        line.GetProperty("ImageSetVersion").GetInt32().Should().Be(2);
        line.GetProperty("IsPrimary").GetBoolean().Should().BeFalse();
        line.GetProperty("Warnings")[0].GetString().Should().Be("45330 InvalidOffsetTable");
    }

    [Fact]
    public async Task A_refused_instance_is_explained_in_plain_words()
    {
        await _sample.AddAsync("1.2.3.1", await _sample.AddBatchAsync(BatchState.Completed), DeliveryState.Quarantined, "ValidationException: no SOPClassUID");

        var (_, text, _) = await _sample.RunAsync("status", "--instances");
        var line = JsonLines.Of((await _sample.RunAsync("status", "--instances", "--json")).Output).Single();

        text.Should().Contain("Quarantined: HealthImaging refused the file (ValidationException: no SOPClassUID)");
        line.Text("Reason").Should().Be("ValidationException: no SOPClassUID");
        line.Text("Explanation").Should().StartWith("HealthImaging refused the file");
    }

    [Fact]
    public async Task An_instance_that_is_not_imported_has_no_line_about_it()
    {
        await _sample.AddAsync("1.2.3.1", null, DeliveryState.Stored);

        (await _sample.RunAsync("status", "--instances")).Output.Should().NotContain("  import");
    }
}
