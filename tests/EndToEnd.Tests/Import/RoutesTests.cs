using System.Globalization;
using StoreScp.Storage;

namespace StoreScp.EndToEnd.Tests.Import;

/// <summary>Instances that take several routes by the site's settings, through the real server and the emulator.</summary>
public sealed class RoutesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_study_reaches_two_data_stores_and_a_destination()
    {
        using var folder = new TemporaryFolder();
        await using var destination = await ServerProcess.StartOnAsync(folder["destination"], "--Scp:AETitle=PACS", "--HealthImaging:EmulatorUrl=none");
        await using var server = await ImportingServer.StartOnAsync(
            folder["data"],
            "--Routes:0:Name=research", "--Routes:0:DatastoreId=000000000000000000000000000000aa",
            "--Routes:1:Name=pacs", "--Routes:1:ForwardTo=PACS",
            "--Routes:Default:0=default", "--Routes:Default:1=research", "--Routes:Default:2=pacs",
            "--Scp:Peers:0:AETitle=PACS", "--Scp:Peers:0:Host=127.0.0.1", $"--Scp:Peers:0:Port={destination.Port.ToString(CultureInfo.InvariantCulture)}");
        var study = Study.New(4);

        await Study.SendAsync(server, study);

        await using var ledger = new ImportLedger(server.Folder);
        await ledger.WaitUntilFinalAsync([.. study.Select(instance => instance.SOPInstanceUID)], Limit);
        foreach (var instance in study)
        {
            var row = await ledger.InstanceAsync(instance.SOPInstanceUID);
            row.Deliveries.Select(delivery => (delivery.Route, delivery.State)).Should().Equal(
                ("default", DeliveryState.Imported), ("research", DeliveryState.Imported), ("pacs", DeliveryState.Forwarded));
            row.Deliveries[1].Import!.ImageSetId.Should().NotBe(row.Deliveries[0].Import!.ImageSetId);
        }
        (await ledger.BatchesAsync()).Select(batch => batch.DatastoreId).Distinct().Should().HaveCount(2);
        var arrived = await destination.StatusAsync();
        arrived.Select(row => Part10.HashOf(Part10.DataSetOf(destination.PathOf(row)))).Should().BeEquivalentTo(study.Select(instance => instance.Hash));
        (await server.StopAsync()).Should().Be(0);
    }
}
