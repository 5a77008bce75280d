using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using StoreScp.Protocol.Pdus;
using StoreScp.Server.Cli;
using StoreScp.Server.Tests.Cli;
using StoreScp.Server.Tests.Tls;

namespace StoreScp.Server.Tests.Hosting;

public sealed class StoreScpServerTests
{
    [Fact]
    public async Task An_echo_is_answered_and_the_association_released()
    {
        await using var server = await TestServer.StartAsync();
        await using var peer = await TestPeer.AssociatedAsync(server.EndPoint);

        (await peer.EchoAsync()).Type.Should().Be(PduType.PDataTF);
        await peer.ReleaseAsync();
        (await peer.ReadAsync()).Type.Should().Be(PduType.AReleaseRP);
    }

    [Fact]
    public async Task At_the_limit_of_associations_a_peer_is_told_so_and_a_place_that_is_left_can_be_taken()
    {
        await using var server = await TestServer.StartAsync(settings: ("Scp:MaximumAssociations", "1"));
        await using var first = await TestPeer.AssociatedAsync(server.EndPoint);
        await using (var second = await TestPeer.ConnectAsync(server.EndPoint))
            (await second.AssociateAsync()).Rejection.Should().Be("2/3/2");

        server.Server.Health.Report().Reasons.Should().ContainMatch("*Scp:MaximumAssociations (1)*");
        server.Server.Health.Report().IsReady.Should().BeTrue();
        await first.ReleaseAsync();
        await first.ReadAsync();
        await first.DisposeAsync();

        await AssociatesSoonAsync(server.EndPoint);
    }

    [Fact]
    public async Task Silent_connections_neither_take_association_places_nor_stop_others()
    {
        await using var server = await TestServer.StartAsync(settings: ("Scp:MaximumAssociations", "1"));
        List<TestPeer> silent = [];
        for (var i = 0; i < 20; i++)
            silent.Add(await TestPeer.ConnectAsync(server.EndPoint));

        await using var peer = await TestPeer.AssociatedAsync(server.EndPoint);

        (await peer.EchoAsync()).Type.Should().Be(PduType.PDataTF);
        foreach (var one in silent)
            await one.DisposeAsync();
    }

    [Fact]
    public async Task Beyond_the_limit_of_pending_connections_one_is_closed_at_once()
    {
        await using var server = await TestServer.StartAsync(settings: ("Scp:MaximumPendingConnectionsPerAddress", "2"));
        await using var first = await TestPeer.ConnectAsync(server.EndPoint);
        await using var second = await TestPeer.ConnectAsync(server.EndPoint);
        await using var third = await TestPeer.ConnectAsync(server.EndPoint);

        ((int)(await third.ReadAsync()).Type).Should().Be(0);
        (await first.AssociateAsync()).Type.Should().Be(PduType.AAssociateAC);
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence_and_its_own_exit_code()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var thrown = await FluentActions.Awaiting(() => TestServer.StartAsync(settings: ("Scp:Port", $"{port}"))).Should().ThrowAsync<CommandException>();

        thrown.Which.ExitCode.Should().Be(ExitCode.PortUnavailable);
        thrown.Which.Message.Should().Be($"Scp:Port: 127.0.0.1:{port} is in use by another process; stop that one or choose another port with --Scp:Port=…");
    }

    [Fact]
    public async Task An_admin_port_in_use_is_one_sentence_too()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var thrown = await FluentActions.Awaiting(() => TestServer.StartAsync(settings: ("Admin:Url", $"http://127.0.0.1:{port}"))).Should().ThrowAsync<CommandException>();

        thrown.Which.ExitCode.Should().Be(ExitCode.PortUnavailable);
        thrown.Which.Message.Should().StartWith($"Admin:Url: 127.0.0.1:{port} is in use");
    }

    [Fact]
    public async Task With_tls_a_peer_is_known_by_its_certificate_and_a_stalled_handshake_holds_up_nobody()
    {
        using var certificates = new TestCertificates();
        var (certificate, key) = certificates.IssueFiles("CN=localhost", TestCertificates.ServerUsage, "server");
        await using var server = await TestServer.StartAsync(settings:
        [
            ("Tls:Port", "0"), ("Tls:CertificatePath", certificate), ("Tls:KeyPath", key),
            ("Tls:ClientCertificate", "Required"), ("Tls:TrustedCAPath", certificates.AuthorityPath),
            ("Scp:Peers:0:AETitle", "CT1"), ("Scp:Peers:0:TlsSubject", "CN=ct1"),
        ]);
        await using var stalled = await TestPeer.ConnectAsync(server.Server.TlsEndPoint!);

        (await AssociateWithTlsAsync(server, certificates, "CN=ct1", "CT1")).Should().Be("AAssociateAC");
        (await AssociateWithTlsAsync(server, certificates, "CN=ct2", "CT1")).Should().Be("1/1/3");
        (await AssociateWithTlsAsync(server, certificates, "CN=ct2", "OTHER")).Should().Be("AAssociateAC");
    }

    [Fact]
    public async Task Our_own_commands_speak_tls_and_trust_only_the_authority_they_are_given()
    {
        using var certificates = new TestCertificates();
        using var strangers = new TestCertificates("Another CA");
        var (certificate, key) = certificates.IssueFiles("CN=localhost", TestCertificates.ServerUsage, "server");
        var (mine, myKey) = certificates.IssueFiles("CN=me", TestCertificates.ClientUsage, "me");
        await using var server = await TestServer.StartAsync(settings:
        [
            ("Tls:Port", "0"), ("Tls:CertificatePath", certificate), ("Tls:KeyPath", key),
            ("Tls:ClientCertificate", "Required"), ("Tls:TrustedCAPath", certificates.AuthorityPath),
        ]);
        var address = $"127.0.0.1:{server.Server.TlsEndPoint!.Port}";

        var trusted = await CommandLine.RunAsync("echo", address, "--tls-ca", certificates.AuthorityPath, "--tls-cert", mine, "--tls-key", myKey);
        var untrusted = await CommandLine.RunAsync("echo", address, "--tls-ca", strangers.AuthorityPath, "--tls-cert", mine, "--tls-key", myKey);

        trusted.Output.Should().Contain("answered 0000H", trusted.Error);
        untrusted.ExitCode.Should().Be(ExitCode.Failed);
        untrusted.Error.Should().Contain("cannot be reached with TLS");
    }

    private static async Task<string> AssociateWithTlsAsync(TestServer server, TestCertificates certificates, string subject, string callingAETitle)
    {
        using var certificate = certificates.Issue(subject, TestCertificates.ClientUsage);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Server.TlsEndPoint!);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ClientCertificates = [certificate],
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        return (await TestPeer.Over(stream).AssociateAsync(callingAETitle)).Rejection;
    }

    /// <summary>The place is given back when the connection is closed, a moment after the peer has seen A-RELEASE-RP.</summary>
    private static async Task AssociatesSoonAsync(IPEndPoint server)
    {
        for (var i = 0; ; i++)
        {
            await using var peer = await TestPeer.ConnectAsync(server);
            if ((await peer.AssociateAsync()).Type == PduType.AAssociateAC)
                return;
            i.Should().BeLessThan(1000);
        }
    }
}
