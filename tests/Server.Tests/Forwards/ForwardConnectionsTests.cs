using StoreScp.Forwarding;
using StoreScp.Server.Forwards;
using StoreScp.Server.Sending;
using StoreScp.Server.Tests.Settings;

namespace StoreScp.Server.Tests.Forwards;

public sealed class ForwardConnectionsTests
{
    [Fact]
    public async Task A_destination_that_is_no_peer_any_more_is_told_in_words()
    {
        var connections = new ForwardConnections(Given.Options(), TimeProvider.System);

        (await FluentActions.Awaiting(() => connections.ConnectAsync("PACS", default)).Should().ThrowAsync<DestinationUnreachableException>())
            .WithMessage("Scp:Peers has no Host and Port for it");
    }

    [Fact]
    public async Task A_destination_that_does_not_listen_is_told_in_words()
    {
        var connections = new ForwardConnections(
            Given.Options(("Scp:Peers:0:AETitle", "PACS"), ("Scp:Peers:0:Host", "127.0.0.1"), ("Scp:Peers:0:Port", "1")), TimeProvider.System);

        (await FluentActions.Awaiting(() => connections.ConnectAsync("PACS", default)).Should().ThrowAsync<DestinationUnreachableException>())
            .WithMessage("127.0.0.1:1 cannot be reached: *");
    }

    [Fact]
    public void A_peer_with_TLS_is_called_with_TLS() =>
        KnownPeers.Find(
            Given.Options(("Scp:Peers:0:AETitle", "PACS"), ("Scp:Peers:0:Host", "pacs.example"), ("Scp:Peers:0:Port", "2762"), ("Scp:Peers:0:Tls", "true")), "PACS", "STORESCP")
            .Should().BeEquivalentTo(new { CalledAETitle = "PACS", CallingAETitle = "STORESCP", Tls = true, AcceptAnyCertificate = false });
}
