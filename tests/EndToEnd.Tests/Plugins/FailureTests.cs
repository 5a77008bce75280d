using StoreScp.EndToEnd.Tests.Import;
using StoreScp.Storage;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>A handler that fails for one instance, on the real server.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task An_instance_whose_handler_throws_is_refused_and_the_others_on_its_association_are_stored()
    {
        using var site = new PluginSite().Handler("careless", "Behaviours", new { OnlyPatientID = "MARKED" }, "Handler=Throws");
        site.Install("1.0.0");
        await using var server = await ServerProcess.StartOnAsync(site.Data, [.. site.Settings, "--HealthImaging:EmulatorUrl=none"]);
        List<Instance> instances = [Instance.New(), Instance.New(patientID: "MARKED"), Instance.New()];

        List<int> answers = [];
        await using (var peer = await RawPeer.AssociateAsync(server.Port))
        {
            foreach (var instance in instances)
                answers.Add(await peer.StoreAsync(instance));
            await peer.ReleaseAsync();
        }

        answers.Should().Equal(0, 0xA700, 0);
        await using var ledger = new ImportLedger(site.Data);
        var refused = await ledger.InstanceAsync(instances[1].SOPInstanceUID);
        refused.ObjectKey.Should().BeNull();
        refused.Deliveries.Should().ContainSingle().Which.Should().BeEquivalentTo(new { State = DeliveryState.Failed });
        refused.Deliveries[0].Reason.Should().Contain("A700").And.Contain("careless");
        refused.Handlers.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Handler = "careless", Plugin = "Behaviours", HasFailed = true });
        foreach (var stored in new[] { instances[0], instances[2] })
        {
            var row = await ledger.InstanceAsync(stored.SOPInstanceUID);
            row.Deliveries.Should().ContainSingle().Which.State.Should().Be(DeliveryState.Stored);
            row.Handlers.Should().ContainSingle().Which.HasFailed.Should().BeFalse();
            Part10.HashOf(Part10.DataSetOf(ServerProcess.PathOf(site.Data, row.ObjectKey!.Value.Value))).Should().Be(stored.Hash);
        }
        server.Log.Should().NotContain("Nobody", "the exception named the patient");
    }
}
