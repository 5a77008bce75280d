using System.Globalization;
using StoreScp.Storage;

namespace StoreScp.EndToEnd.Tests.Import;

/// <summary>kill -9 anywhere in an import: everything acknowledged arrives, once.</summary>
public sealed class ImportCrashTests(ITestOutputHelper output)
{
    private const int AssociationCount = 3;
    private static readonly TimeSpan RoundLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    /// <summary>How far the import is when a round ends, beside the time that chance adds.</summary>
    private static readonly Func<BatchRow, bool>[] Rounds =
    [
        batch => batch.State == BatchState.Open,
        batch => batch.State == BatchState.Sealed,
        batch => batch is { State: BatchState.Importing },
        batch => batch is { State: BatchState.Importing, Jobs: 1 },
        batch => batch is { State: BatchState.Importing, JobId: not null },
    ];

    [Fact]
    public async Task Everything_acknowledged_is_imported_once_after_kill_9_at_random_moments()
    {
        using var folder = new TemporaryFolder();
        var seed = Seed();
        output.WriteLine($"STORESCP_TEST_SEED={seed}");
        var random = new Random(seed);
        var senders = Enumerable.Range(0, AssociationCount).Select(_ => new StudySender(new Random(random.Next()))).ToList();

        var rounds = Rounds.ToArray();
        random.Shuffle(rounds);
        foreach (var condition in rounds)
            await KillInTheMiddleAsync(folder["data"], senders, condition, TimeSpan.FromMilliseconds(random.Next(300)));

        await using var server = await ImportingServer.StartOnAsync(folder["data"]);
        await Task.WhenAll(senders.Select(sender => sender.SendAsync(server.Port, 1)));
        await MustBeImportedOnceAsync(server, [.. senders.SelectMany(sender => sender.Acknowledged)]);
    }

    private static async Task KillInTheMiddleAsync(string folder, List<StudySender> senders, Func<BatchRow, bool> condition, TimeSpan delay)
    {
        await using var server = await ImportingServer.StartOnAsync(folder);
        await using var ledger = new ImportLedger(folder);
        var sending = Task.WhenAll(senders.Select(sender => sender.SendAsync(server.Port, 1)));
        await ledger.WaitForBatchAsync(condition, RoundLimit);
        await Task.Delay(delay);
        await server.KillAsync();
        await sending;
    }

    private async Task MustBeImportedOnceAsync(ServerProcess server, List<Instance> acknowledged)
    {
        await using var ledger = new ImportLedger(server.Folder);
        await ledger.WaitUntilFinalAsync([.. acknowledged.Select(instance => instance.SOPInstanceUID)], EndLimit);
        foreach (var instance in acknowledged)
        {
            var row = await ledger.InstanceAsync(instance.SOPInstanceUID);
            row.Deliveries.Should().ContainSingle().Which.State.Should().Be(DeliveryState.Imported, row.Deliveries[0].Reason);
            Part10.HashOf(Part10.DataSetOf(ServerProcess.PathOf(server.Folder, row.ObjectKey!.Value.Value))).Should().Be(instance.Hash);
        }
        using var emulator = new EmulatorPeer(server);
        var jobs = await emulator.ListDICOMImportJobsAsync();
        var batches = await ledger.BatchesAsync();
        jobs.Should().OnlyHaveUniqueItems(job => job.JobName).And.OnlyContain(job => job.JobStatus == "COMPLETED");
        jobs.Select(job => job.JobName).Should().BeEquivalentTo(
            batches.Where(batch => batch.State == BatchState.Completed).Select(batch => batch.JobName), "one job of each batch that was not empty");
        output.WriteLine($"{acknowledged.Count} acknowledged, {batches.Count} batches, {jobs.Count} jobs.");
    }

    private static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("STORESCP_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
}
