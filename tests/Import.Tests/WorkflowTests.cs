using System.Net;
using StoreScp.Storage;

namespace StoreScp.Import.Tests;

/// <summary>Whole imports: dispatcher, workflow file, functions, ledger.</summary>
public sealed class WorkflowTests : IAsyncDisposable
{
    private const string Study = "1.2.3";

    private readonly ImportWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_batch_becomes_one_job_and_every_instance_is_imported_with_what_HealthImaging_said()
    {
        var batch = await _world.AddBatchAsync(Study, "1.1", "1.2", "1.3");
        _world.HealthImaging.Outcomes[Key(batch, "1.2")] = "warn";
        _world.HealthImaging.Outcomes[Key(batch, "1.3")] = "other";

        await _world.RunAsync();

        (await _world.DeliveryAsync("1.1")).Should().BeEquivalentTo(
            new { State = DeliveryState.Imported, Import = new ImportResult { ImageSetId = "0123456789abcdef0123456789abcdef", ImageSetVersion = 1, IsPrimary = true } });
        (await _world.DeliveryAsync("1.2")).Import!.Warnings.Should().Equal("45330 InvalidOffsetTable");
        (await _world.DeliveryAsync("1.3")).Import.Should().BeEquivalentTo(new { IsPrimary = false, ImageSetVersion = (int?)null });
        var done = await _world.FindAsync(batch);
        done.Should().BeEquivalentTo(new { State = BatchState.Completed, Jobs = 1, Executions = 1, JobStatus = "COMPLETED", JobId = "job1" });
        done.ClosedAt.Should().NotBeNull();
        var request = _world.HealthImaging.Started.Should().ContainSingle().Subject;
        request.JobName.Should().Be(batch.Id.ToString());
        request.ClientToken.Should().Be(batch.Id.ToString());
        request.InputS3Uri.Should().Be($"s3://in/import/{ImportWorld.Datastore}/{batch.Id}/");
        request.OutputS3Uri.Should().Be($"s3://out/results/{ImportWorld.Datastore}/{batch.Id}/");
    }

    [Fact]
    public async Task What_HealthImaging_will_never_take_goes_to_quarantine_with_its_reason()
    {
        var batch = await _world.AddBatchAsync(Study, "1.1", "1.2");
        _world.HealthImaging.Outcomes[Key(batch, "1.2")] = "customer";

        await _world.RunAsync();

        var row = await _world.RowAsync("1.2");
        row.Deliveries.Single().Should().BeEquivalentTo(
            new { State = DeliveryState.Quarantined, Reason = "ValidationException: DICOM attribute SOPClassUID does not exist" });
        row.ObjectKey!.Value.Folder.Should().Be($"quarantine/import/{batch.Id}");
        (await _world.Store.FindAsync(row.ObjectKey.Value, default))!.Value.Length.Should().Be(10);
        (await _world.Store.FindAsync(ImportWorld.KeyOf(batch, "1.2"), default)).Should().BeNull();
        (await _world.DeliveryAsync("1.1")).State.Should().Be(DeliveryState.Imported);
        (await _world.FindAsync(batch)).State.Should().Be(BatchState.Completed);
    }

    [Fact]
    public async Task A_server_side_error_is_tried_again_in_another_batch()
    {
        var batch = await _world.AddBatchAsync(Study, "1.1", "1.2");
        _world.HealthImaging.Outcomes[Key(batch, "1.2")] = "server";

        await _world.RunAsync();

        var row = await _world.RowAsync("1.2");
        var second = (await _world.Batches.FindBatchAsync(row.Deliveries.Single().Batch!.Value, default))!;
        second.Should().BeEquivalentTo(new { State = BatchState.Completed, RedriveOf = batch.Id, Redrives = 1, Instances = 1, SealReason = SealReason.Redrive });
        row.Deliveries.Single().State.Should().Be(DeliveryState.Imported);
        row.ObjectKey.Should().Be(ImportWorld.KeyOf(second, "1.2"));
        (await _world.Store.FindAsync(ImportWorld.KeyOf(batch, "1.2"), default)).Should().BeNull("the object moved");
        _world.HealthImaging.Started.Should().HaveCount(2);
    }

    [Fact]
    public async Task Server_side_errors_that_do_not_end_fail_the_instance_after_as_many_batches_as_are_allowed()
    {
        await _world.AddBatchAsync(Study, "1.1");
        _world.HealthImaging.Keys = Failing(_world.HealthImaging, "server");

        await _world.RunAsync();

        (await _world.DeliveryAsync("1.1")).Should().BeEquivalentTo(new { State = DeliveryState.Failed, Reason = "InternalServerException: try again" });
        _world.HealthImaging.Started.Should().HaveCount(1 + _world.Options.MaximumRedrives);
    }

    [Fact]
    public async Task An_instance_that_no_file_names_is_failed_unaccounted()
    {
        var batch = await _world.AddBatchAsync(Study, "1.1", "1.2");
        _world.HealthImaging.Outcomes[Key(batch, "1.2")] = "nowhere";

        await _world.RunAsync();

        (await _world.DeliveryAsync("1.2")).Should().BeEquivalentTo(new { State = DeliveryState.Failed });
        (await _world.DeliveryAsync("1.2")).Reason.Should().StartWith("Unaccounted");
        (await _world.DeliveryAsync("1.1")).State.Should().Be(DeliveryState.Imported);
    }

    [Fact]
    public async Task A_manifest_that_comes_minutes_late_is_waited_for()
    {
        await _world.AddBatchAsync(Study, "1.1");
        _world.HealthImaging.OutputLag = TimeSpan.FromMinutes(4);

        await _world.RunAsync();

        (await _world.DeliveryAsync("1.1")).State.Should().Be(DeliveryState.Imported);
    }

    [Fact]
    public async Task A_manifest_that_never_comes_fails_the_batch_and_says_so()
    {
        var batch = await _world.AddBatchAsync(Study, "1.1");
        _world.HealthImaging.OutputLag = TimeSpan.FromDays(1);

        await _world.RunAsync();

        (await _world.FindAsync(batch)).Should().BeEquivalentTo(new { State = BatchState.Failed });
        (await _world.DeliveryAsync("1.1")).Reason.Should().StartWith("The import stopped with Results.NotYet");
    }

    [Fact]
    public async Task A_failed_job_is_tried_again_on_the_same_prefix_with_another_token()
    {
        var batch = await _world.AddBatchAsync(Study, "1.1");
        _world.HealthImaging.JobsToFail = 1;

        await _world.RunAsync();

        _world.HealthImaging.Started.Select(request => request.ClientToken).Should().Equal(batch.Id.ToString(), $"{batch.Id}.r2");
        _world.HealthImaging.Started.Select(request => request.InputS3Uri).Distinct().Should().ContainSingle();
        (await _world.DeliveryAsync("1.1")).State.Should().Be(DeliveryState.Imported);
        (await _world.FindAsync(batch)).Should().BeEquivalentTo(new { State = BatchState.Completed, Jobs = 2 });
    }

    [Fact]
    public async Task A_job_that_fails_for_good_fails_its_instances_with_the_reason_of_HealthImaging()
    {
        var batch = await _world.AddBatchAsync(Study, "1.1");
        _world.HealthImaging.JobsToFail = 9;

        await _world.RunAsync();

        (await _world.FindAsync(batch)).Should().BeEquivalentTo(new { State = BatchState.Failed, Jobs = 2, Reason = "The import job job2 failed: FILE_COUNTS_LIMIT scripted" });
        (await _world.DeliveryAsync("1.1")).Should().BeEquivalentTo(new { State = DeliveryState.Failed, Reason = "The import job job2 failed: FILE_COUNTS_LIMIT scripted" });
    }

    [Theory]
    [InlineData("ThrottlingException", HttpStatusCode.TooManyRequests)]
    [InlineData("ServiceQuotaExceededException", HttpStatusCode.PaymentRequired)]
    [InlineData("InternalServerException", HttpStatusCode.InternalServerError)]
    public async Task A_start_that_is_refused_for_now_is_tried_again_with_the_same_token(string errorType, HttpStatusCode status)
    {
        var batch = await _world.AddBatchAsync(Study, "1.1");
        for (var n = 0; n < 5; n++)
            _world.HealthImaging.StartErrors.Enqueue(ScriptedHealthImaging.Refusal(errorType, status));

        await _world.RunAsync();

        _world.HealthImaging.Started.Should().ContainSingle().Which.ClientToken.Should().Be(batch.Id.ToString());
        (await _world.DeliveryAsync("1.1")).State.Should().Be(DeliveryState.Imported);
    }

    [Fact]
    public async Task A_start_that_is_refused_for_good_fails_the_batch_with_the_name_of_the_error()
    {
        var batch = await _world.AddBatchAsync(Study, "1.1");
        _world.HealthImaging.StartErrors.Enqueue(ScriptedHealthImaging.Refusal("AccessDeniedException", HttpStatusCode.Forbidden));

        await _world.RunAsync();

        (await _world.FindAsync(batch)).Reason.Should().Be("The import stopped with MedicalImaging.AccessDeniedException: scripted");
        (await _world.DeliveryAsync("1.1")).State.Should().Be(DeliveryState.Failed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_start_whose_answer_was_lost_makes_no_second_job_even_if_the_client_token_is_forgotten(bool isForgotten)
    {
        await _world.AddBatchAsync(Study, "1.1");
        _world.HealthImaging.ForgetsClientTokens = isForgotten;
        _world.HealthImaging.LoseNextAnswer = true;

        await _world.RunAsync();

        _world.HealthImaging.Started.Should().ContainSingle();
        (await _world.DeliveryAsync("1.1")).State.Should().Be(DeliveryState.Imported);
    }

    [Fact]
    public async Task An_object_without_a_row_that_was_imported_gets_its_row()
    {
        var batch = await _world.AddBatchAsync(Study, "1.1");
        await _world.AddObjectAsync(batch, "1.9");

        await _world.RunAsync();

        (await _world.DeliveryAsync("1.9")).State.Should().Be(DeliveryState.Imported);
    }

    private static string Key(BatchRow batch, string instance) => ImportWorld.KeyOf(batch, instance).Value;

    /// <summary>Every file of every job ends so.</summary>
    private static Func<string, IEnumerable<string>> Failing(ScriptedHealthImaging healthImaging, string outcome)
    {
        var keys = healthImaging.Keys;
        return prefix =>
        {
            var found = keys(prefix).ToList();
            found.ForEach(key => healthImaging.Outcomes[key] = outcome);
            return found;
        };
    }
}
