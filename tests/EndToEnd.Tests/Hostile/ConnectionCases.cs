using static StoreScp.Testing.Peers.Wire;

namespace StoreScp.EndToEnd.Tests.Hostile;

/// <summary>Too many connections, or connections that end at a bad moment.</summary>
internal static class ConnectionCases
{
    public static readonly HostileCase[] All =
    [
        new("connects two thousand times and closes", async site =>
        {
            for (var round = 0; round < 20; round++)
                await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => await (await RawPeer.ConnectAsync(site.Server.Port)).DisposeAsync()));
        }),
        new("connects a thousand times and resets", async site =>
        {
            for (var round = 0; round < 10; round++)
                await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => (await RawPeer.ConnectAsync(site.Server.Port)).Reset()));
        }),
        new("holds two hundred silent connections", async site =>
        {
            for (var i = 0; i < 200; i++)
                await site.ConnectAsync();
            await site.MustServeSomebodyElseAsync();
        }),
        new("opens more associations than there are places", async site =>
        {
            // Peers of the case before may not have given their places back.
            var count = 0;
            ReceivedPdu? answer;
            while ((answer = await (await site.SayAsync(new AssociateRequest().ToPdu())).ReceiveAsync())?.Type == AssociateAC)
                (++count).Should().BeLessThanOrEqualTo(HostileServer.MaximumAssociations);
            (answer?.ToString()).Should().Be("A-ASSOCIATE-RJ 2/3/2");
            for (var i = 0; i < 10; i++)
                await (await site.SayAsync(new AssociateRequest().ToPdu())).MustBeRejectedAsync(2, 3, 2);
        }),
        new("associates and resets three hundred times", async site =>
        {
            for (var i = 0; i < 300; i++)
                (await RawPeer.AssociateAsync(site.Server.Port)).Reset();
        }),
        new("associates and aborts three hundred times", async site =>
        {
            for (var i = 0; i < 300; i++)
            {
                await using var peer = await RawPeer.AssociateAsync(site.Server.Port);
                await peer.SendAsync(AbortRequest);
                await peer.MustBeClosedAsync();
            }
        }),
        new("resets instead of reading its answers", async site =>
        {
            for (var i = 0; i < 50; i++)
            {
                var peer = await site.AssociateAsync();
                await peer.SendStoreAsync(Instance.New());
                peer.Reset();
            }
        }),
    ];
}
