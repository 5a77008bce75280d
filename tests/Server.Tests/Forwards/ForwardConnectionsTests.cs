using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using StoreScp.Forwarding;
using StoreScp.Server.Forwards;
using StoreScp.Server.Sending;
using StoreScp.Server.Settings;
using StoreScp.Server.Tests.Settings;
using StoreScp.Server.Tests.Tls;
using StoreScp.Server.Tls;

namespace StoreScp.Server.Tests.Forwards;

public sealed class ForwardConnectionsTests
{
    [Fact]
    public async Task A_destination_that_is_no_peer_any_more_is_told_in_words() =>
        (await FluentActions.Awaiting(() => To(Given.Options()).ConnectAsync("PACS", default)).Should().ThrowAsync<DestinationUnreachableException>())
            .WithMessage("Scp:Peers has no Host and Port for it");

    [Fact]
    public async Task A_destination_that_does_not_listen_is_told_in_words() =>
        (await FluentActions.Awaiting(() => To(Pacs("1")).ConnectAsync("PACS", default)).Should().ThrowAsync<DestinationUnreachableException>())
            .WithMessage("127.0.0.1:1 cannot be reached: *");

    [Fact]
    public void A_peer_with_TLS_is_called_with_TLS() =>
        new KnownPeers(Pacs("2762", ("Scp:Peers:0:Tls", "true")), null, TimeProvider.System).Find("PACS", "STORESCP")!.Value.Peer
            .Should().BeEquivalentTo(new { CalledAETitle = "PACS", CallingAETitle = "STORESCP", Tls = true, AcceptAnyCertificate = false });

    [Fact]
    public async Task A_destination_that_wants_a_certificate_is_shown_ours_though_it_comes_from_a_secret()
    {
        using var certificates = new TestCertificates();
        using var theirs = certificates.Issue("CN=pacs", TestCertificates.ServerUsage);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var secrets = new Secrets { ["dicom-tls"] = certificates.IssueText("CN=storescp, O=Hospital", TestCertificates.ClientUsage) };
        using var ours = await OpenCertificates.OpenAsync(new TlsOptions { Port = 0, CertificateSecret = "dicom-tls" }, TimeProvider.System, secrets);
        var options = Pacs(
            ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture), ("Scp:Peers:0:Tls", "true"), ("Scp:Peers:0:TrustedCAPath", certificates.AuthorityPath));

        var shown = SubjectShownAsync(listener, theirs);
        await using var connection = await To(options, ours).ConnectAsync("PACS", TestContext.Current.CancellationToken);

        (await shown).Should().Be("CN=storescp, O=Hospital");
    }

    [Fact]
    public async Task A_destination_of_another_authority_is_not_connected_to()
    {
        using TestCertificates certificates = new(), strangers = new("Another CA");
        using var theirs = strangers.Issue("CN=pacs", TestCertificates.ServerUsage);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var options = Pacs(
            ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture), ("Scp:Peers:0:Tls", "true"), ("Scp:Peers:0:TrustedCAPath", certificates.AuthorityPath));

        var shown = SubjectShownAsync(listener, theirs);

        (await FluentActions.Awaiting(() => To(options).ConnectAsync("PACS", default)).Should().ThrowAsync<DestinationUnreachableException>())
            .WithMessage("127.0.0.1:* cannot be reached with TLS: *");
        await FluentActions.Awaiting(() => shown).Should().ThrowAsync<Exception>();
    }

    private static StoreScpOptions Pacs(string port, params (string, string)[] more) =>
        Given.Options([("Scp:Peers:0:AETitle", "PACS"), ("Scp:Peers:0:Host", "127.0.0.1"), ("Scp:Peers:0:Port", port), .. more]);

    private static ForwardConnections To(StoreScpOptions options, ServerCertificate? ours = null) =>
        new(new KnownPeers(options, ours, TimeProvider.System), options.Scp.AETitle);

    /// <summary>Takes one connection and returns the subject of the certificate that it must show.</summary>
    private static async Task<string?> SubjectShownAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var secured = new SslStream(client.GetStream());
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
        });
        return secured.RemoteCertificate!.Subject;
    }
}
