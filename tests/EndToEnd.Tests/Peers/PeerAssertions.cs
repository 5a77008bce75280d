namespace StoreScp.Testing.Peers;

/// <summary>The answers that the standard gives a hostile peer.</summary>
public static class PeerAssertions
{
    /// <summary>This PDU is the next to come, as <see cref="ReceivedPdu.ToString"/> has it; the end of the connection is none.</summary>
    public static async Task MustReceiveAsync(this RawPeer peer, string pdu, string because = "") =>
        ((await peer.ReceiveAsync())?.ToString()).Should().Be(pdu, because);

    /// <summary>A-ABORT with this source and reason (PS3.8 §9.3.8), then the end of the connection.</summary>
    public static async Task MustBeAbortedAsync(this RawPeer peer, byte source, byte reason)
    {
        await peer.MustReceiveAsync($"A-ABORT {source}/{reason}");
        await peer.MustBeClosedAsync();
    }

    /// <summary>A-ASSOCIATE-RJ with this result, source and reason (PS3.8 §9.3.4), then the end of the connection.</summary>
    public static async Task MustBeRejectedAsync(this RawPeer peer, byte result, byte source, byte reason)
    {
        await peer.MustReceiveAsync($"A-ASSOCIATE-RJ {result}/{source}/{reason}");
        await peer.MustBeClosedAsync();
    }

    public static async Task MustBeClosedAsync(this RawPeer peer) =>
        ((await peer.ReceiveAsync())?.ToString()).Should().BeNull("the server closes the connection");
}
