using StoreScp.Storage;

namespace StoreScp.EndToEnd.Tests.Import;

/// <summary>What goes wrong at HealthImaging ends as it must in the ledger of a real server.</summary>
public sealed class ImportFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly List<Instance> _study = Study.New(3);
    private ServerProcess _server = null!;
    private ImportLedger _ledger = null!;
    private EmulatorPeer _emulator = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ImportingServer.StartOnAsync(_folder["data"], "--HealthImaging:EmulatorJobTime=1");
        _ledger = new ImportLedger(_folder["data"]);
        _emulator = new EmulatorPeer(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _emulator.Dispose();
        await _ledger.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Throttled_starts_are_tried_again_until_one_is_taken()
    {
        await ImportAsync(new { throttleStarts = 2 });

        (await StatesAsync()).Should().OnlyContain(state => state == DeliveryState.Imported);
        (await _emulator.ListDICOMImportJobsAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_job_that_failed_as_a_whole_is_followed_by_another_on_the_same_batch()
    {
        await ImportAsync(new { failJobs = 1 });

        (await StatesAsync()).Should().OnlyContain(state => state == DeliveryState.Imported);
        var batch = (await _ledger.BatchesAsync()).Should().ContainSingle().Subject;
        (await _emulator.ListDICOMImportJobsAsync()).Should().BeEquivalentTo([($"{batch.Id}", "FAILED"), ($"{batch.Id}.r2", "COMPLETED")]);
    }

    [Fact]
    public async Task Results_that_come_late_with_new_fields_and_without_empty_files_are_waited_for_and_read()
    {
        await ImportAsync(new { manifestDelaySeconds = 3, unknownFields = true, omitEmptyResultFiles = true });

        (await StatesAsync()).Should().OnlyContain(state => state == DeliveryState.Imported);
    }

    [Fact]
    public async Task A_file_that_is_named_among_the_warnings_only_is_imported_with_its_warning()
    {
        _study[1] = WithHalfAFrame(_study[1]);

        await ImportAsync(new { omitWarnedFromSuccess = true });

        (await StatesAsync()).Should().OnlyContain(state => state == DeliveryState.Imported);
        var warned = (await _ledger.InstanceAsync(_study[1].SOPInstanceUID)).Deliveries.Single().Import!;
        warned.Warnings.Should().ContainSingle().Which.Should().EndWith("FramesExtractionFailure");
        (await _ledger.InstanceAsync(_study[0].SOPInstanceUID)).Deliveries.Single().Import!.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task Slow_jobs_forgotten_client_tokens_and_serialised_studies_change_nothing_but_the_time()
    {
        await ImportAsync(new { slowFactor = 3, forgetClientTokens = true, serialiseStudies = true });

        (await StatesAsync()).Should().OnlyContain(state => state == DeliveryState.Imported);
        (await _emulator.ListDICOMImportJobsAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_file_that_HealthImaging_refuses_is_quarantined_with_the_reason()
    {
        var refused = _study[1].SOPInstanceUID;

        await ImportAsync(new { fileErrors = new[] { new { keyContains = refused, isServerError = false, message = "not like this" } } });

        var row = await _ledger.InstanceAsync(refused);
        row.Deliveries.Should().ContainSingle().Which.Should().BeEquivalentTo(new { State = DeliveryState.Quarantined });
        row.Deliveries[0].Reason.Should().Contain("not like this");
        Part10.HashOf(Part10.DataSetOf(ServerProcess.PathOf(_folder["data"], row.ObjectKey!.Value.Value))).Should().Be(_study[1].Hash, "it is kept as received");
        (await StatesAsync()).Should().BeEquivalentTo([DeliveryState.Imported, DeliveryState.Quarantined, DeliveryState.Imported]);
    }

    [Fact]
    public async Task A_file_that_HealthImaging_failed_on_is_tried_again_in_another_batch_until_the_error_is_gone()
    {
        var failing = _study[1].SOPInstanceUID;
        await _emulator.SetFaultsAsync(new { fileErrors = new[] { new { keyContains = failing, isServerError = true } } });
        await Study.SendAsync(_server, _study);
        await _ledger.WaitForBatchAsync(batch => batch.Redrives == 1, Limit);
        await _emulator.SetFaultsAsync(new { fileErrors = Array.Empty<object>() });

        await _ledger.WaitUntilFinalAsync([.. _study.Select(instance => instance.SOPInstanceUID)], Limit);

        (await StatesAsync()).Should().OnlyContain(state => state == DeliveryState.Imported);
        (await _ledger.BatchesAsync()).Should().Contain(batch => batch.Redrives > 0 && batch.State == BatchState.Completed);
    }

    /// <summary>Twice the Rows (0028,0010): the pixel data are half a frame then.</summary>
    private static Instance WithHalfAFrame(Instance instance)
    {
        var dataSet = instance.DataSet.ToArray();
        var rows = dataSet.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x28, 0x00, 0x10, 0x00, (byte)'U', (byte)'S', 0x02, 0x00]) + 8;
        dataSet[rows] *= 2;
        return instance with { DataSet = dataSet };
    }

    private async Task ImportAsync(object faults)
    {
        await _emulator.SetFaultsAsync(faults);
        await Study.SendAsync(_server, _study);
        await _ledger.WaitUntilFinalAsync([.. _study.Select(instance => instance.SOPInstanceUID)], Limit);
    }

    private async Task<IEnumerable<DeliveryState>> StatesAsync() => (await _ledger.InstancesAsync()).SelectMany(row => row.Deliveries).Select(delivery => delivery.State);
}
