using static StoreScp.Testing.Peers.Wire;

namespace StoreScp.EndToEnd.Tests.Slow;

/// <summary>Peers that stop, dribble or do not listen: each is gone after a named time, counted as a whole and not per byte.</summary>
public sealed class SlowPeerTests(SlowPeerTests.Server server) : IClassFixture<SlowPeerTests.Server>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task A_peer_that_says_nothing_is_closed_after_the_association_request_time()
    {
        await using var peer = await RawPeer.ConnectAsync(server.Process.Port);
        await MustEndSoonAsync(peer);
    }

    [Fact]
    public async Task A_peer_that_dribbles_its_request_is_closed_after_the_association_request_time()
    {
        await using var peer = await RawPeer.ConnectAsync(server.Process.Port);
        // AA-2: no A-ABORT to someone who never asked for an association.
        await DribbleUntilAsync(null, peer, new AssociateRequest().ToPdu());
    }

    [Fact]
    public async Task A_peer_that_announces_a_request_and_stops_is_closed()
    {
        await using var peer = await RawPeer.ConnectAsync(server.Process.Port);
        await peer.SendAsync(new AssociateRequest().ToPdu()[..100]);
        await MustEndSoonAsync(peer);
    }

    [Fact]
    public async Task A_peer_that_is_silent_on_its_association_is_aborted_after_the_idle_time()
    {
        await using var peer = await RawPeer.AssociateAsync(server.Process.Port);
        await MustBeAbortedSoonAsync(peer);
    }

    [Fact]
    public async Task A_peer_that_stops_in_the_middle_of_a_PDU_is_aborted_after_the_DIMSE_time()
    {
        await using var peer = await RawPeer.AssociateAsync(server.Process.Port);
        await peer.SendAsync(PduOfLength(PDataTF, 1_006, PdvOfLength(1_002, 1, 1, new byte[100])));
        await MustBeAbortedSoonAsync(peer);
    }

    [Fact]
    public async Task A_peer_that_stops_in_the_middle_of_a_command_is_aborted_after_the_DIMSE_time()
    {
        await using var peer = await RawPeer.AssociateAsync(server.Process.Port);
        await peer.SendAsync(PData(Pdv(1, true, false, CommandSet.Echo().ToBytes().AsSpan(0, 20))));
        await MustBeAbortedSoonAsync(peer);
    }

    [Fact]
    public async Task A_peer_that_stops_before_its_data_set_is_aborted_after_the_DIMSE_time()
    {
        await using var peer = await RawPeer.AssociateAsync(server.Process.Port);
        await peer.SendAsync(PData(Pdv(3, true, true, CommandSet.Store(Instance.New()).ToBytes())));
        await MustBeAbortedSoonAsync(peer);
    }

    [Fact]
    public async Task A_peer_that_stops_in_the_middle_of_a_data_set_is_aborted_and_nothing_of_it_is_stored()
    {
        var instance = Instance.New();
        await using var peer = await RawPeer.AssociateAsync(server.Process.Port);
        await peer.SendAsync(PData(Pdv(3, true, true, CommandSet.Store(instance).ToBytes())), PData(Pdv(3, false, false, instance.DataSet.AsSpan(0, 300))));
        await MustBeAbortedSoonAsync(peer);
        (await server.Process.StatusAsync()).Should().NotContain(row => row.SOPInstanceUID == instance.SOPInstanceUID);
    }

    [Fact]
    public async Task A_peer_that_dribbles_a_PDU_is_aborted()
    {
        await using var peer = await RawPeer.AssociateAsync(server.Process.Port);
        await DribbleUntilAsync(Abort, peer, PData(Pdv(3, true, false, new byte[1_000])));
    }

    [Fact]
    public async Task A_peer_that_reads_no_answers_is_closed_after_the_network_write_time()
    {
        await using var peer = await RawPeer.AssociateAsync(server.Process.Port);
        var echoes = Join([.. Enumerable.Repeat(PData(Pdv(1, true, true, CommandSet.Echo().ToBytes())), 1000)]);
        var began = TimeProvider.System.GetTimestamp();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(14));
        try
        {
            while (!limit.IsCancellationRequested)
                await peer.SendAsync(echoes);
            Assert.Fail("The server goes on reading from a peer that never reads.");
        }
        catch (System.Net.Sockets.SocketException)
        {
            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(14));
        }
    }

    [Fact]
    public async Task A_peer_that_does_not_close_after_its_rejection_is_closed_after_the_ARTIM_time()
    {
        await using var peer = await RawPeer.ConnectAsync(server.Process.Port);
        await peer.SendAsync(new AssociateRequest { CalledAETitle = AssociateRequest.Title("NOBODY") }.ToPdu());
        ((await peer.ReceiveAsync())?.Type).Should().Be(AssociateRJ);
        await MustEndSoonAsync(peer);
    }

    [Fact]
    public async Task A_peer_that_does_not_close_after_its_release_is_closed_after_the_ARTIM_time()
    {
        await using var peer = await RawPeer.AssociateAsync(server.Process.Port);
        await peer.ReleaseAsync();
        await MustEndSoonAsync(peer);
    }

    private static async Task MustEndSoonAsync(RawPeer peer)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await peer.ReceiveAsync() is { } pdu)
            pdu.Type.Should().Be(Abort);
        TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Soon);
    }

    private static async Task MustBeAbortedSoonAsync(RawPeer peer)
    {
        var began = TimeProvider.System.GetTimestamp();
        await peer.MustReceiveAsync("A-ABORT 0/0", "the server itself, as the user of the service, gives up");
        await peer.MustBeClosedAsync();
        TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Soon);
    }

    /// <summary>A byte every 50 ms: each restarts any deadline that is one per read.</summary>
    private static async Task DribbleUntilAsync(byte? pduType, RawPeer peer, byte[] bytes)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var ended = peer.ReceiveAsync();
        var began = TimeProvider.System.GetTimestamp();
        foreach (var value in bytes)
        {
            await timer.WaitForNextTickAsync();
            if (ended.IsCompleted)
                break;
            await peer.TrySendAsync([value]);
        }
        ((await ended)?.Type).Should().Be(pduType);
        TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Soon);
    }

    /// <summary>A server whose times are as short as settings allow, more or less.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private ServerProcess? _process;

        public ServerProcess Process => _process!;

        public async ValueTask InitializeAsync() => _process = await ServerProcess.StartAsync(
            "--Scp:AssociationRequestTimeout=2", "--Scp:ArtimTimeout=2", "--Scp:DimseTimeout=2", "--Scp:IdleTimeout=2", "--Scp:ReleaseTimeout=2", "--Scp:NetworkWriteTimeout=2");

        public async ValueTask DisposeAsync()
        {
            if (_process is not null)
                await _process.DisposeAsync();
        }
    }
}
