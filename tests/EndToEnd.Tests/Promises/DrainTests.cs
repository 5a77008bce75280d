using System.Net;
using Microsoft.Data.Sqlite;

namespace StoreScp.EndToEnd.Tests.Promises;

/// <summary>SIGTERM: no new work, what is in hand is finished and answered, then the process ends well.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task After_SIGTERM_running_associations_finish_and_new_ones_are_rejected_for_now()
    {
        await using var server = await ServerProcess.StartAsync("--Scp:DrainGrace=60");
        var (instance, next) = (Instance.New(), Instance.New());
        await using var running = await BeginStoreAsync(server, instance);

        server.Terminate();
        await MustBecomeUnreadyAsync(server);
        await using (var late = await RawPeer.ConnectAsync(server.Port))
        {
            await late.SendAsync(new AssociateRequest().ToPdu());
            ((await late.ReceiveAsync())?.ToString()).Should().StartWith("A-ASSOCIATE-RJ 2/", "it may try again, somewhere else or later");
        }
        await FinishStoreAsync(running, instance);
        (await running.StoreAsync(next)).Should().Be(0, "an association may go on for the grace time");
        await running.ReleaseAsync();

        (await server.WaitAsync()).Should().Be(0, server.Log);
        await MustHaveAsync(server, instance, next);
    }

    [Fact]
    public async Task After_the_grace_time_the_instance_in_hand_is_answered_and_idle_associations_are_aborted()
    {
        await using var server = await ServerProcess.StartAsync("--Scp:DrainGrace=1");
        var instance = Instance.New();
        await using var idle = await RawPeer.AssociateAsync(server.Port);
        await using var running = await BeginStoreAsync(server, instance);

        server.Terminate();
        await idle.MustBeAbortedAsync(0, 0);
        await FinishStoreAsync(running, instance);
        await running.MustBeAbortedAsync(0, 0);

        (await server.WaitAsync()).Should().Be(0, server.Log);
        await MustHaveAsync(server, instance);
    }

    [Fact]
    public async Task A_peer_that_never_finishes_holds_the_end_no_longer_than_the_maximum()
    {
        await using var server = await ServerProcess.StartAsync("--Scp:DrainGrace=0", "--Scp:DrainMaximum=5");
        await using var stuck = await BeginStoreAsync(server, Instance.New());
        var began = TimeProvider.System.GetTimestamp();

        (await server.StopAsync()).Should().Be(0, server.Log);

        TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(15));
        Directory.EnumerateFiles(Path.Combine(server.Folder, "objects"), "*", SearchOption.AllDirectories).Should().BeEmpty("half an instance is none");
    }

    [Fact]
    public async Task A_ledger_that_another_program_locks_holds_the_end_no_longer_than_the_maximum()
    {
        await using var server = await ServerProcess.StartAsync("--Scp:DrainGrace=0", "--Scp:DrainMaximum=5");
        await using var peer = await RawPeer.AssociateAsync(server.Port);
        await using var other = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "ledger.db")};Pooling=False");
        await other.OpenAsync();
        await using var locked = other.BeginTransaction(deferred: false);
        await peer.SendStoreAsync(Instance.New());
        var began = TimeProvider.System.GetTimestamp();

        server.Terminate();

        await peer.MustBeAbortedAsync(0, 0);
        (await server.WaitAsync()).Should().Be(0, server.Log);
        TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(15));
        server.Log.Should().Contain("Closing took longer than Scp:DrainMaximum (5 s)");
    }

    [Fact]
    public async Task An_idle_server_ends_at_once()
    {
        await using var server = await ServerProcess.StartAsync();
        var began = TimeProvider.System.GetTimestamp();

        (await server.StopAsync()).Should().Be(0, server.Log);

        TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    private static async Task<RawPeer> BeginStoreAsync(ServerProcess server, Instance instance)
    {
        var peer = await RawPeer.AssociateAsync(server.Port);
        await peer.SendAsync(
            Wire.PData(Wire.Pdv(3, true, true, CommandSet.Store(instance).ToBytes())), Wire.PData(Wire.Pdv(3, false, false, instance.DataSet.AsSpan(0, 100))));
        return peer;
    }

    private static async Task FinishStoreAsync(RawPeer peer, Instance instance)
    {
        await peer.SendAsync(Wire.PData(Wire.Pdv(3, false, true, instance.DataSet.AsSpan(100))));
        (await peer.ReceiveStatusAsync()).Should().Be(0);
    }

    private static async Task MustBecomeUnreadyAsync(ServerProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Admin };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while ((await http.GetAsync("/health/ready", limit.Token)).StatusCode != HttpStatusCode.ServiceUnavailable)
            await Task.Yield();
        (await http.GetAsync("/health/live", limit.Token)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static async Task MustHaveAsync(ServerProcess server, params Instance[] instances)
    {
        var rows = await server.StatusAsync();
        foreach (var instance in instances)
        {
            var row = rows.Should().ContainSingle(row => row.SOPInstanceUID == instance.SOPInstanceUID).Subject;
            Part10.HashOf(Part10.DataSetOf(server.PathOf(row))).Should().Be(instance.Hash);
        }
    }
}
