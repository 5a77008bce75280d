using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StoreScp.Receiving.Commitments;
using StoreScp.Server.Commitments;
using StoreScp.Server.Sending;
using StoreScp.Server.Settings;
using StoreScp.Server.Tests.Hosting;
using StoreScp.Server.Tests.Settings;

namespace StoreScp.Server.Tests.Commitments;

public sealed class AnsweringAssociationsTests
{
    [Theory]
    [InlineData("CT1")]
    [InlineData("OTHER")]
    public async Task A_peer_without_Host_and_Port_cannot_be_called(string peer)
    {
        var associations = Calling(Given.Options(("Scp:Peers:0:AETitle", "CT1")));

        await associations.Invoking(one => one.OpenAsync(peer, "STORESCP", default))
            .Should().ThrowAsync<PeerNotToldException>().WithMessage("*Scp:Peers has no Host and Port*");
    }

    [Fact]
    public async Task A_peer_that_is_not_there_is_not_told()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();

        await Calling(port).Invoking(one => one.OpenAsync("CT1", "STORESCP", default))
            .Should().ThrowAsync<PeerNotToldException>().WithMessage($"127.0.0.1:{port} cannot be reached*");
    }

    [Fact]
    public async Task A_peer_that_rejects_is_not_told()
    {
        // It is called CT1, and answers to another name.
        await using var peer = await TestServer.StartAsync(settings: ("Scp:AETitle", "CT2"));

        await Calling(peer.EndPoint.Port).Invoking(one => one.OpenAsync("CT1", "STORESCP", default))
            .Should().ThrowAsync<PeerNotToldException>().WithMessage("*called AE title not recognized*");
    }

    [Fact]
    public async Task A_peer_that_wants_to_be_the_SCP_itself_is_not_told()
    {
        await using var peer = await TestServer.StartAsync(settings: ("Scp:AETitle", "CT1"));

        await Calling(peer.EndPoint.Port).Invoking(one => one.OpenAsync("CT1", "STORESCP", default))
            .Should().ThrowAsync<PeerNotToldException>().WithMessage("*not storage commitment with us as the SCP*");
    }

    private static AnsweringAssociations Calling(int port) => Calling(Given.Options(
        ("Scp:Peers:0:AETitle", "CT1"), ("Scp:Peers:0:Host", "127.0.0.1"), ("Scp:Peers:0:Port", port.ToString(CultureInfo.InvariantCulture))));

    private static AnsweringAssociations Calling(StoreScpOptions options) => new(options, new KnownPeers(options, null, TimeProvider.System), TimeProvider.System);
}
