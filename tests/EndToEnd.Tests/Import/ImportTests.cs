using StoreScp.Storage;

namespace StoreScp.EndToEnd.Tests.Import;

/// <summary>From a sender to image sets of the emulator, through the real server.</summary>
public sealed class ImportTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task A_study_on_one_association_reaches_an_image_set()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ImportingServer.StartOnAsync(folder["data"]);
        var study = Study.New(5);

        await Study.SendAsync(server, study);

        await MustBeImportedAsync(server, study);
        (await server.StopAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_folder_sent_by_our_own_sender_reaches_an_image_set()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ImportingServer.StartOnAsync(folder["data"]);
        var study = Study.New(5);
        study.ForEach(instance => instance.WriteTo(folder["study"]));

        (await ServerProcess.RunAsync("send", folder["study"], "--to", $"127.0.0.1:{server.Port}")).MustSucceed();

        await MustBeImportedAsync(server, study);
    }

    [Fact]
    public async Task After_SIGTERM_in_the_middle_of_an_import_the_next_start_finishes_it()
    {
        using var folder = new TemporaryFolder();
        var study = Study.New(5);
        var late = Study.New(5);
        await using (var server = await ImportingServer.StartOnAsync(folder["data"], "--HealthImaging:EmulatorJobTime=4"))
        {
            await using var ledger = new ImportLedger(folder["data"]);
            await Study.SendAsync(server, study);
            await ledger.WaitForBatchAsync(batch => batch.JobId is not null, Limit);
            await Study.SendAsync(server, late);
            (await server.StopAsync()).Should().Be(0);
            (await ledger.BatchesAsync()).Should().NotContain(batch => batch.State == BatchState.Open, "nothing waits for a lease to end");
        }

        await using var next = await ImportingServer.StartOnAsync(folder["data"]);
        await MustBeImportedAsync(next, [.. study, .. late]);
        using var emulator = new EmulatorPeer(next);
        (await emulator.ListDICOMImportJobsAsync()).Should().HaveCount(2, "no job was begun twice");
    }

    private static async Task MustBeImportedAsync(ServerProcess server, IReadOnlyCollection<Instance> instances)
    {
        await using var ledger = new ImportLedger(server.Folder);
        await ledger.WaitUntilFinalAsync([.. instances.Select(instance => instance.SOPInstanceUID)], Limit);
        using var emulator = new EmulatorPeer(server);
        foreach (var instance in instances)
        {
            var row = await ledger.InstanceAsync(instance.SOPInstanceUID);
            var delivery = row.Deliveries.Should().ContainSingle().Subject;
            delivery.State.Should().Be(DeliveryState.Imported, delivery.Reason);
            (await emulator.GetImageSetMetadataAsync(delivery.Import!.ImageSetId)).Should().Contain(instance.SOPInstanceUID);
            Part10.HashOf(Part10.DataSetOf(ServerProcess.PathOf(server.Folder, row.ObjectKey!.Value.Value))).Should().Be(instance.Hash);
        }
    }
}
