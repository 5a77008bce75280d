using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Server.Settings;
using StoreScp.Server.Tls;

namespace StoreScp.Server.Tests.Tls;

public sealed class TlsServerTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly TestCertificates _strangers = new("Another CA");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-11-23T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    public void Dispose()
    {
        _certificates.Dispose();
        _strangers.Dispose();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Both_versions_of_the_profile_are_spoken(SslProtocols version)
    {
        var (_, client) = await HandshakeAsync(Options(), version: version);

        client.Version.Should().Be(version);
        client.Cipher.ToString().Should().MatchRegex("GCM|CHACHA20|CCM").And.NotContain("CBC");
    }

    [Fact]
    public async Task A_minimum_of_1_3_refuses_a_1_2_client() =>
        await Refused(Options() with { MinimumVersion = SslProtocols.Tls13 }, version: SslProtocols.Tls12);

    [Fact]
    public async Task A_required_certificate_of_our_authority_is_accepted_and_its_subject_is_known()
    {
        using var certificate = _certificates.Issue("CN=ct1, O=Hospital", TestCertificates.ClientUsage);

        var (subject, _) = await HandshakeAsync(Mutual(ClientCertificateChoice.Required), certificate);

        subject.Should().Be("CN=ct1, O=Hospital");
    }

    [Fact]
    public async Task Without_the_required_certificate_there_is_no_handshake() => await Refused(Mutual(ClientCertificateChoice.Required));

    [Fact]
    public async Task An_optional_certificate_may_be_missing() =>
        (await HandshakeAsync(Mutual(ClientCertificateChoice.Optional))).Subject.Should().BeNull();

    [Theory]
    [InlineData(ClientCertificateChoice.Optional)]
    [InlineData(ClientCertificateChoice.Required)]
    internal async Task A_certificate_of_another_authority_is_refused_even_when_optional(ClientCertificateChoice choice)
    {
        using var certificate = _strangers.Issue("CN=ct1, O=Hospital", TestCertificates.ClientUsage);

        await Refused(Mutual(choice), certificate);
    }

    [Fact]
    public async Task A_server_certificate_is_no_client_certificate()
    {
        using var certificate = _certificates.Issue("CN=ct1", TestCertificates.ServerUsage);

        await Refused(Mutual(ClientCertificateChoice.Required), certificate);
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_cut_off_at_the_deadline()
    {
        using var certificate = await OpenCertificates.OpenAsync(Options(), _time);
        var (server, client) = await Loopback.PairAsync();
        await using (client)
        {
            var handshake = new TlsServer(Options(), certificate, _time).HandshakeAsync(server, CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(10));

            (await FluentActions.Awaiting(() => handshake).Should().ThrowAsync<AuthenticationException>()).WithMessage("*Tls:HandshakeTimeout*");
            (await client.ReadAsync(new byte[1])).Should().Be(0, "the connection is closed");
        }
    }

    private TlsOptions Options()
    {
        var (certificate, key) = _certificates.IssueFiles("CN=localhost", TestCertificates.ServerUsage, "server");
        return new TlsOptions { Port = 0, CertificatePath = certificate, KeyPath = key };
    }

    private TlsOptions Mutual(ClientCertificateChoice choice) =>
        Options() with { ClientCertificate = choice, TrustedCAPath = _certificates.AuthorityPath };

    private async Task Refused(TlsOptions options, X509Certificate2? clientCertificate = null, SslProtocols version = SslProtocols.None) =>
        await FluentActions.Awaiting(() => HandshakeAsync(options, clientCertificate, version)).Should().ThrowAsync<AuthenticationException>();

    /// <summary>What the server knows of the client, and what the client has negotiated; throws what the server threw.</summary>
    private async Task<(string? Subject, (SslProtocols Version, TlsCipherSuite Cipher))> HandshakeAsync(
        TlsOptions options, X509Certificate2? clientCertificate = null, SslProtocols version = SslProtocols.None)
    {
        using var certificate = await OpenCertificates.OpenAsync(options, _time);
        var (server, client) = await Loopback.PairAsync();
        var serving = new TlsServer(options, certificate, _time).HandshakeAsync(server, TestContext.Current.CancellationToken);
        await using var secured = new SslStream(client);
        var connecting = secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = version,
            ClientCertificates = clientCertificate is null ? null : [clientCertificate],
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        // Of a refused handshake only the server's side is of interest here.
        _ = connecting.ContinueWith(refused => refused.Exception, TaskContinuationOptions.OnlyOnFaulted);
        var (stream, subject) = await serving;
        await using (stream)
            await connecting;
        return (subject, (secured.SslProtocol, secured.NegotiatedCipherSuite));
    }
}
