using System.Net;
using StoreScp.EndToEnd.Tests.Crash;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>A handler that ends the process while other associations store.</summary>
public sealed class HandlerCrashTests
{
    private const int AssociationCount = 3;
    private const int AcknowledgedBefore = 30;

    [Theory]
    [InlineData("FailFast")]
    [InlineData("StackOverflow")]
    public async Task Nothing_acknowledged_is_lost_and_the_handler_begins_with_its_breaker_open_until_it_is_probed(string how)
    {
        using var site = new PluginSite().With("--Plugins:BreakerOpenTime=10s", "--HealthImaging:EmulatorUrl=none")
            .Handler("suspect", "Behaviours", new { How = how, OnlyPatientID = "MARKED" }, "Handler=Crashes")
            .Handler("harmless", "Behaviours", null, "Handler=Plain", "CallingAETitles:0=NOBODY");
        site.Install("1.0.0");
        var load = new Acknowledgements();

        await CrashUnderLoadAsync(site, load);

        var rows = (await ServerProcess.StatusOfAsync(site.Data)).ToLookup(row => row.SOPInstanceUID);
        foreach (var (uid, hash) in load.Acknowledged)
        {
            var row = rows[uid].Should().ContainSingle("{0} was acknowledged", uid).Subject;
            Part10.HashOf(Part10.DataSetOf(ServerProcess.PathOf(site.Data, row.ObjectKey))).Should().Be(hash);
        }
        await using var next = await ServerProcess.StartOnAsync(site.Data, site.Settings);
        await MustRecoverAsync(next);
        (await next.StopAsync()).Should().Be(0);
    }

    private static async Task CrashUnderLoadAsync(PluginSite site, Acknowledgements load)
    {
        await using var server = await ServerProcess.StartOnAsync(site.Data, site.Settings);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var senders = Enumerable.Range(1, AssociationCount).Select(number => load.SendAsync(server.Port, new Random(number), new Queue<Instance>(), () =>
        {
            if (load.Acknowledged.Count >= AcknowledgedBefore)
                reached.TrySetResult();
            return Task.CompletedTask;
        })).ToList();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await using var peer = await RawPeer.AssociateAsync(server.Port);
        await peer.SendStoreAsync(Instance.New(patientID: "MARKED"));
        await peer.MustEndAsync();
        await Task.WhenAll(senders);
        (await server.WaitAsync()).Should().NotBe(0, "the handler ended the process");
    }

    private static async Task MustRecoverAsync(ServerProcess server)
    {
        await using var peer = await RawPeer.AssociateAsync(server.Port);
        using var admin = new AdminPeer(server);
        (await peer.StoreAsync(Instance.New())).Should().Be(0xA700, "the breaker is open");
        (await admin.HandlerAsync("suspect")).Should().Contain("breaker=\"Open\"");
        (await admin.HandlerAsync("harmless")).Should().Contain("breaker=\"Closed\"", "it did not run");
        (await admin.ReadyAsync()).Should().Match<(HttpStatusCode Status, string Body)>(
            ready => ready.Status == HttpStatusCode.OK && ready.Body.Contains("plugin handler suspect fails"));
        server.Log.Should().Contain("Handler 'suspect' (Behaviours 1.0.0) was running when a process of this server ended without warning");

        await Until.TrueAsync(async () => await peer.StoreAsync(Instance.New()) == 0, () => server.Log);

        (await admin.HandlerAsync("suspect")).Should().Contain("breaker=\"Closed\"");
        (await admin.ReadyAsync()).Body.Should().NotContain("suspect");
    }
}
