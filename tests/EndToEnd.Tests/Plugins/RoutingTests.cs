using System.Globalization;
using StoreScp.EndToEnd.Tests.Import;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>The plugin StoreScp.Routing on the real server: one rule of each kind.</summary>
public sealed class RoutingTests
{
    private const string UltrasoundImageStorage = "1.2.840.10008.5.1.4.1.1.6.1";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly object Rules = new
    {
        rules = new object[]
        {
            new { name = "CT goes everywhere", when = new { Modality = "CT" }, route = new[] { "default", "research", "pacs" } },
            new { name = "MR waits for a person", when = new { Modality = "MR" }, quarantine = "MR is not expected here" },
            new { name = "OT goes nowhere", when = new { Modality = "OT" }, discard = "Not wanted" },
            new { name = "US is not taken", when = new { Modality = "US" }, refuse = new { status = "A901", comment = "No ultrasound here" } },
        },
    };

    private readonly Synthetic _synthetic = new();

    [Fact]
    public async Task Instances_are_delivered_quarantined_discarded_and_refused_by_the_rules()
    {
        using var site = new PluginSite().Handler("routing", "StoreScp.Routing", Rules);
        await using var destination = await ServerProcess.StartOnAsync(site["destination"], "--Scp:AETitle=PACS", "--HealthImaging:EmulatorUrl=none");
        await using var server = await StartAsync(site, destination);
        var (ct, mr) = (_synthetic.CT().ToInstance(), _synthetic.MR().ToInstance());
        var ot = Image(UIDs.SecondaryCaptureImageStorage, "OT");
        var us = Image(UltrasoundImageStorage, "US");

        (await SendAsync(server, ct, mr, ot, us)).Should().Equal(0, 0, 0, 0xA901);

        await using var ledger = new ImportLedger(site.Data);
        await ledger.WaitUntilFinalAsync([ct.SOPInstanceUID, mr.SOPInstanceUID, ot.SOPInstanceUID, us.SOPInstanceUID], Limit);
        var delivered = await ledger.InstanceAsync(ct.SOPInstanceUID);
        delivered.Deliveries.Select(delivery => (delivery.Route, delivery.State)).Should().Equal(
            ("default", DeliveryState.Imported), ("research", DeliveryState.Imported), ("pacs", DeliveryState.Forwarded));
        delivered.Deliveries[1].Import!.ImageSetId.Should().NotBe(delivered.Deliveries[0].Import!.ImageSetId);
        await MustEndAsync(ledger, mr, DeliveryState.Quarantined, "MR is not expected here", isKept: true);
        await MustEndAsync(ledger, ot, DeliveryState.Discarded, "Not wanted", isKept: false);
        await MustEndAsync(ledger, us, DeliveryState.Failed, "No ultrasound here", isKept: false);
        (await ledger.BatchesAsync()).Select(batch => batch.DatastoreId).Should().OnlyHaveUniqueItems().And.HaveCount(2, "only the CT is imported");
        var arrived = (await destination.StatusAsync()).Should().ContainSingle().Subject;
        Part10.HashOf(Part10.DataSetOf(destination.PathOf(arrived))).Should().Be(ct.Hash);
    }

    private static Task<ServerProcess> StartAsync(PluginSite site, ServerProcess destination) => ImportingServer.StartOnAsync(site.Data,
    [
        .. site.Settings,
        "--Routes:0:Name=research", "--Routes:0:DatastoreId=000000000000000000000000000000aa",
        "--Routes:1:Name=pacs", "--Routes:1:ForwardTo=PACS",
        "--Scp:Peers:0:AETitle=PACS", "--Scp:Peers:0:Host=127.0.0.1", $"--Scp:Peers:0:Port={destination.Port.ToString(CultureInfo.InvariantCulture)}",
    ]);

    private static async Task<List<int>> SendAsync(ServerProcess server, params Instance[] instances)
    {
        var proposals = instances.Select((instance, i) => new Proposal((byte)((2 * i) + 1), instance.SOPClassUID, instance.TransferSyntaxUID)).ToList();
        await using var peer = await RawPeer.AssociateAsync(server.Port, new AssociateRequest { Proposals = proposals });
        List<int> answers = [];
        foreach (var (instance, proposal) in instances.Zip(proposals))
            answers.Add(await peer.StoreAsync(instance, proposal.Id));
        await peer.ReleaseAsync();
        return answers;
    }

    private static async Task MustEndAsync(ImportLedger ledger, Instance instance, DeliveryState state, string reason, bool isKept)
    {
        var row = await ledger.InstanceAsync(instance.SOPInstanceUID);
        var delivery = row.Deliveries.Should().ContainSingle().Subject;
        delivery.State.Should().Be(state);
        delivery.Reason.Should().Contain(reason);
        (row.ObjectKey is not null).Should().Be(isKept);
        row.Handlers.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Handler = "routing", HasFailed = false });
    }

    private Instance Image(string sopClass, string modality) =>
        _synthetic.Image(sopClass, modality, UIDs.ExplicitVRLittleEndian, 16, 16, 8, 1).ToInstance();
}
