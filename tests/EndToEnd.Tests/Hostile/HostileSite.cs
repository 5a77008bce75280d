namespace StoreScp.EndToEnd.Tests.Hostile;

/// <summary>What a hostile case works with: the server, and peers that are gone when the case is over.</summary>
public sealed class HostileSite(ServerProcess server) : IAsyncDisposable
{
    private readonly List<RawPeer> _peers = [];

    public ServerProcess Server => server;

    public async Task<RawPeer> ConnectAsync() => Keep(await RawPeer.ConnectAsync(server.Port));

    public async Task<RawPeer> AssociateAsync(AssociateRequest? request = null) => Keep(await RawPeer.AssociateAsync(server.Port, request));

    /// <summary>Connects and sends these bytes.</summary>
    public async Task<RawPeer> SayAsync(params byte[][] bytes)
    {
        var peer = await ConnectAsync();
        await peer.TrySendAsync(bytes);
        return peer;
    }

    /// <summary>Associates and sends these bytes.</summary>
    public async Task<RawPeer> SayAssociatedAsync(params byte[][] bytes)
    {
        var peer = await AssociateAsync();
        await peer.TrySendAsync(bytes);
        return peer;
    }

    /// <summary>An honest peer gets its C-ECHO, at the latest when the places of those that have just gone are free again.</summary>
    public async Task MustServeSomebodyElseAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!limit.IsCancellationRequested)
        {
            await using var honest = await RawPeer.ConnectAsync(server.Port);
            await honest.TrySendAsync(new AssociateRequest { CallingAETitle = AssociateRequest.Title("HONEST") }.ToPdu());
            var answer = await honest.ReceiveAsync();
            if (answer?.Type == Wire.AssociateAC)
            {
                (await honest.EchoAsync()).Should().Be(0);
                await honest.ReleaseAsync();
                return;
            }
            // No answer: those that are gone still count among the connections that have not associated.
            (answer?.ToString()).Should().BeOneOf("A-ASSOCIATE-RJ 2/3/2", null);
        }
        Assert.Fail("The server takes no association any more.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
            await peer.DisposeAsync();
    }

    private RawPeer Keep(RawPeer peer)
    {
        _peers.Add(peer);
        return peer;
    }
}

/// <summary>Something a peer does ("… " completes "A peer that") and the answer it must get.</summary>
public sealed record HostileCase(string Deed, Func<HostileSite, Task> Act)
{
    public static IReadOnlyList<HostileCase> All { get; } =
        [.. BeforeAssociationCases.All, .. AssociateCases.All, .. PduCases.All, .. CommandCases.All, .. DataSetCases.All, .. ConnectionCases.All];
}
