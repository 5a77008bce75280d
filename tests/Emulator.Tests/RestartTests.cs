using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

/// <summary>What a new process makes of what an old one left. A killed process leaves what is committed and whole files; so do these.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData(0, "SUBMITTED")]
    [InlineData(1, "IN_PROGRESS")]
    public async Task A_job_goes_on_wherever_the_process_stopped(int steps, string status)
    {
        var time = new SteppingTime();
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(
            options => options with { Delays = new() { Submitted = TimeSpan.FromSeconds(2), PerJob = TimeSpan.FromSeconds(10) } }, time);
        emulator.PutObject("a/file.dcm", InstanceFiles.Instance());
        string jobId = await emulator.StartJobAsync("a/");
        for (int i = 0; i < steps; i++) await time.StepAsync();
        await emulator.StatusAsync(jobId, status);

        await emulator.RestartAsync();
        await time.StepUntilAsync(emulator.EndOfJobAsync(jobId));

        ((string)(await emulator.JobAsync(jobId))["jobStatus"]!).Should().Be("COMPLETED");
        emulator.Successes(jobId).Single()["importResponse"]!["imageSetVersion"]!.GetValue<int>().Should().Be(1);
        emulator.Events().Count(line => (string)line["detail-type"]! == "Import Job Completed").Should().Be(1);
    }

    [Theory]
    [InlineData("image sets committed", "UPDATE job SET status = 'IN_PROGRESS', ended_at = NULL, is_announced = 0")]
    [InlineData("nothing committed", "UPDATE job SET status = 'IN_PROGRESS', ended_at = NULL, is_announced = 0, is_published = 0; DELETE FROM job_file; DELETE FROM instance; DELETE FROM image_set_version; DELETE FROM image_set")]
    [InlineData("event not emitted", "UPDATE job SET is_announced = 0")]
    public async Task A_job_that_stopped_between_two_steps_ends_once(string left, string undo)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutObject("a/file.dcm", InstanceFiles.Instance());
        JsonObject request = RunningEmulator.StartRequest("a/");
        string jobId = (string)(await emulator.StartJobAsync(request))["jobId"]!;
        await emulator.EndOfJobAsync(jobId);
        using (EmulatorDatabase database = EmulatorDatabase.Open(Path.Combine(emulator.Options.Folder, "emulator.db"))) database.Execute(undo);

        await emulator.RestartAsync();
        await emulator.EndOfJobAsync(jobId);

        ((string)(await emulator.StartJobAsync(request))["jobStatus"]!).Should().Be("COMPLETED", left);
        JsonNode response = emulator.Successes(jobId).Single()["importResponse"]!;
        ((int)response["imageSetVersion"]!).Should().Be(1);
        ((bool)response["isPrimary"]!).Should().BeTrue();
        (await emulator.MetadataAsync((string)response["imageSetId"]!)).OnlyInstance().Should().NotBeNull();
        Directory.EnumerateFiles(Path.Combine(emulator.Options.Folder, "instances"), "*", SearchOption.AllDirectories).Should().HaveCount(1);
    }
}
