using System.Collections.Concurrent;

namespace StoreScp.EndToEnd.Tests.Crash;

/// <summary>What was sent, and what the server said Success to.</summary>
internal sealed class Acknowledgements
{
    private readonly ConcurrentDictionary<string, string> _sent = new();
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();

    /// <summary>Hash of the data set by SOP Instance UID.</summary>
    public IReadOnlyDictionary<string, string> Sent => _sent;

    public IReadOnlyDictionary<string, string> Acknowledged => _acknowledged;

    /// <summary>Sends instances on one association until the connection breaks, first those of last time that were never answered.</summary>
    public async Task SendAsync(int port, Random random, Queue<Instance> unanswered, Func<Task> onAcknowledged)
    {
        try
        {
            await using var peer = await RawPeer.AssociateAsync(port);
            while (true)
            {
                if (!unanswered.TryPeek(out var instance))
                {
                    instance = Instance.New(rows: 4 + random.Next(random.Next(4) == 0 ? 2000 : 100), columns: 512, random: random);
                    unanswered.Enqueue(instance);
                }
                _sent[instance.SOPInstanceUID] = instance.Hash;
                var status = await peer.StoreAsync(instance);
                status.Should().Be(0);
                _acknowledged[instance.SOPInstanceUID] = instance.Hash;
                unanswered.Dequeue();
                await onAcknowledged();
            }
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or InvalidOperationException)
        {
            // The server is gone in the middle of something: that is the test.
        }
    }
}
