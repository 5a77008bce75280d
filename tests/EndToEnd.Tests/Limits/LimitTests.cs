using System.Net;

namespace StoreScp.EndToEnd.Tests.Limits;

/// <summary>At a limit the peer gets the standard's answer, and what was answered Success is there.</summary>
public sealed class LimitTests
{
    private const int OutOfResources = 0xA700;

    [Fact]
    public async Task Associations_beyond_the_maximum_are_rejected_and_a_place_that_is_given_back_is_taken_again()
    {
        await using var server = await ServerProcess.StartAsync("--Scp:MaximumAssociations=3", "--Scp:ArtimTimeout=1");
        List<RawPeer> peers = [];
        for (var i = 0; i < 3; i++)
            peers.Add(await RawPeer.AssociateAsync(server.Port));
        for (var i = 0; i < 5; i++)
        {
            await using var beyond = await RawPeer.ConnectAsync(server.Port);
            await beyond.SendAsync(new AssociateRequest().ToPdu());
            await beyond.MustBeRejectedAsync(2, 3, 2);
        }
        using (var http = new HttpClient { BaseAddress = server.Admin })
        {
            var ready = await http.GetAsync("/health/ready");
            ready.StatusCode.Should().Be(HttpStatusCode.OK, "a reached limit is no reason to send everybody elsewhere");
            (await ready.Content.ReadAsStringAsync()).Should().Contain("MaximumAssociations");
        }

        await peers[0].ReleaseAsync();
        await peers[0].DisposeAsync();

        await using var next = await WhenThereIsAPlaceAsync(server);
        (await next.EchoAsync()).Should().Be(0);
        foreach (var peer in peers)
            await peer.DisposeAsync();
    }

    [Fact]
    public async Task A_tiny_memory_budget_stores_or_refuses_what_many_associations_send()
    {
        await using var server = await ServerProcess.StartAsync("--Limits:MemoryBudgetBytes=4MiB", "--Limits:MemoryWait=5");
        var instances = Enumerable.Range(0, 40).Select(i => Instance.New(rows: 1024, columns: 2048)).ToList();

        var statuses = await Task.WhenAll(instances.Select(async instance =>
        {
            await using var peer = await RawPeer.AssociateAsync(server.Port);
            var status = await peer.StoreAsync(instance);
            await peer.ReleaseAsync();
            return (int)status;
        }));

        statuses.Should().OnlyContain(status => status == 0 || status == OutOfResources).And.Contain(0);
        var stored = instances.Zip(statuses).Where(pair => pair.Second == 0).Select(pair => pair.First.SOPInstanceUID);
        (await server.StatusAsync()).Select(row => row.SOPInstanceUID).Should().BeEquivalentTo(stored);
        server.Facts().ResidentBytes.Should().BeLessThan(400L << 20);
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_refuses_instances_and_answers_everything_else()
    {
        await using var server = await ServerProcess.StartAsync("--Limits:MinimumFreeDiskBytes=1000TiB");
        await using var peer = await RawPeer.AssociateAsync(server.Port);

        for (var i = 0; i < 3; i++)
            ((int)await peer.StoreAsync(Instance.New(rows: 400, columns: 400))).Should().Be(OutOfResources);

        (await peer.EchoAsync()).Should().Be(0);
        await peer.ReleaseAsync();
        (await server.StatusAsync()).Should().BeEmpty();
        Directory.EnumerateFiles(Path.Combine(server.Folder, "objects"), "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task A_disk_that_is_really_full_refuses_instances_and_keeps_what_it_acknowledged()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        if (Environment.UserName != "root" || (await Tool.RunAsync("mount", ["-t", "tmpfs", "-o", "size=8m", "storescp-test", folder["data"]])).ExitCode != 0)
            Assert.Skip("A small disk is mounted for this test: run it as root.");
        try
        {
            await using var server = await ServerProcess.StartOnAsync(folder["data"], "--Limits:MinimumFreeDiskBytes=0");
            await using var peer = await RawPeer.AssociateAsync(server.Port);
            List<Instance> acknowledged = [];
            for (var i = 0; i < 12; i++)
            {
                var instance = Instance.New(rows: 1024, columns: 1024);
                var status = await peer.StoreAsync(instance);
                ((int)status).Should().BeOneOf(0, OutOfResources);
                if (status == 0)
                    acknowledged.Add(instance);
            }
            acknowledged.Should().HaveCountGreaterThan(1).And.HaveCountLessThan(12);
            (await peer.EchoAsync()).Should().Be(0);

            var rows = await server.StatusAsync();
            foreach (var instance in acknowledged)
                Part10.HashOf(Part10.DataSetOf(server.PathOf(rows.Single(row => row.SOPInstanceUID == instance.SOPInstanceUID)))).Should().Be(instance.Hash);
        }
        finally
        {
            await Tool.RunAsync("umount", ["-l", folder["data"]]);
        }
    }

    private static async Task<RawPeer> WhenThereIsAPlaceAsync(ServerProcess server)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            try
            {
                return await RawPeer.AssociateAsync(server.Port);
            }
            catch (InvalidOperationException) when (!limit.IsCancellationRequested)
            {
                // The place is given back when the server has seen the end of the connection.
            }
        }
    }
}
