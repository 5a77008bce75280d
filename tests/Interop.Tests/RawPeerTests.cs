namespace StoreScp.Interop.Tests;

/// <summary>Our hand-written peer is itself checked: DCMTK understands it.</summary>
public sealed class RawPeerTests
{
    [Fact]
    public async Task Dcmtk_storescp_keeps_byte_for_byte_what_the_raw_peer_sends()
    {
        await using var storescp = await DcmtkStoreScp.StartAsync();
        await using var peer = await RawPeer.AssociateAsync(storescp.Port, new() { CalledAETitle = AssociateRequest.Title("DCMTK"), MaximumLength = 16_384 });
        var instances = Enumerable.Range(0, 3).Select(_ => Instance.New()).ToList();

        (await peer.EchoAsync()).Should().Be(0);
        foreach (var instance in instances)
            (await peer.StoreAsync(instance)).Should().Be(0);
        await peer.ReleaseAsync();

        storescp.MustHaveUnchanged(instances);
    }
}
