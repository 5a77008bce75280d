using StoreScp.Storage;

namespace StoreScp.EndToEnd.Tests.Import;

/// <summary>Two servers on one folder: one hosts the emulator and dispatches, the other takes over.</summary>
public sealed class ImportTwoProcessesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(75);

    [Fact]
    public async Task When_the_one_that_hosts_the_emulator_is_killed_the_other_imports_everything()
    {
        using var folder = new TemporaryFolder();
        await using var host = await ImportingServer.StartOnAsync(folder["data"], "--HealthImaging:EmulatorJobTime=3");
        await using var other = await ImportingServer.StartOnAsync(folder["data"], "--HealthImaging:EmulatorJobTime=3");
        EmulatorPeer.UrlOf(other).Should().Be(EmulatorPeer.UrlOf(host), "one hosts it, the other follows");
        await using var ledger = new ImportLedger(folder["data"]);
        List<StudySender> senders = [new(new Random(1)), new(new Random(2))];

        await Task.WhenAll(senders[0].SendAsync(host.Port, 2), senders[1].SendAsync(other.Port, 2));
        await ledger.WaitForBatchAsync(batch => batch.JobId is not null, Limit);
        var last = senders[0].SendAsync(host.Port, 2);
        await host.KillAsync();
        await last;
        await Task.WhenAll(senders.Select(sender => sender.SendAsync(other.Port, 1)));

        List<Instance> acknowledged = [.. senders.SelectMany(sender => sender.Acknowledged)];
        await ledger.WaitUntilFinalAsync([.. acknowledged.Select(instance => instance.SOPInstanceUID)], Limit);
        foreach (var instance in acknowledged)
        {
            var row = await ledger.InstanceAsync(instance.SOPInstanceUID);
            row.Deliveries.Should().ContainSingle().Which.State.Should().Be(DeliveryState.Imported, row.Deliveries[0].Reason);
        }
    }
}
