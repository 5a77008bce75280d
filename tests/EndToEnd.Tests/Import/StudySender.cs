namespace StoreScp.EndToEnd.Tests.Import;

/// <summary>A modality that goes on with its studies whatever becomes of the server: what was not answered with Success is sent again.</summary>
internal sealed class StudySender(Random random)
{
    private readonly Queue<Instance> _waiting = new();

    public List<Instance> Acknowledged { get; } = [];

    /// <summary>Sends so many more studies on one association; returns early when the server is gone or cannot take more.</summary>
    public async Task SendAsync(int port, int studies)
    {
        for (var study = 0; study < studies; study++)
            Study.New(random.Next(1, 5), random).ForEach(_waiting.Enqueue);
        try
        {
            await using var peer = await RawPeer.AssociateAsync(port);
            while (_waiting.TryPeek(out var instance) && await peer.StoreAsync(instance) == 0)
                Acknowledged.Add(_waiting.Dequeue());
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or InvalidOperationException)
        {
            // The server was killed in the middle of something: that is the test.
        }
    }
}
