using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Server.Settings;
using StoreScp.Server.Tls;

namespace StoreScp.Server.Tests.Tls;

public sealed class ServerCertificateTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public void A_changed_file_is_used_after_the_interval_without_a_restart()
    {
        using var certificate = Open(Pem("CN=old"));
        certificate.Current.Subject.Should().Be("CN=old");

        Pem("CN=new");
        certificate.Current.Subject.Should().Be("CN=old");
        _time.Advance(TimeSpan.FromSeconds(30));

        certificate.Current.Subject.Should().Be("CN=new");
    }

    [Fact]
    public void A_half_written_file_leaves_the_certificate_in_use_until_the_rest_comes()
    {
        using var certificate = Open(Pem("CN=old"));

        _certificates.Write("server.pem", "-----BEGIN CERTIFICATE-----\n");
        _time.Advance(TimeSpan.FromSeconds(30));
        certificate.Current.Subject.Should().Be("CN=old");

        Pem("CN=new");
        _time.Advance(TimeSpan.FromSeconds(30));
        certificate.Current.Subject.Should().Be("CN=new");
    }

    [Fact]
    public void A_missing_file_leaves_the_certificate_in_use()
    {
        using var certificate = Open(Pem("CN=old"));

        File.Delete(_certificates.PathOf("server.key"));
        _time.Advance(TimeSpan.FromSeconds(30));

        certificate.Current.Subject.Should().Be("CN=old");
    }

    [Fact]
    public void A_pfx_file_with_a_password_is_used()
    {
        using var issued = _certificates.Issue("CN=pfx", TestCertificates.ServerUsage);
        var path = _certificates.PathOf("server.pfx");
        File.WriteAllBytes(path, issued.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12, "secret"));

        using var certificate = Open(new TlsOptions { Port = 0, PfxPath = path, PfxPassword = "secret" });
        certificate.Current.Subject.Should().Be("CN=pfx");
        FluentActions.Invoking(() => Open(new TlsOptions { Port = 0, PfxPath = path, PfxPassword = "wrong" })).Should().Throw<CryptographicException>();
    }

    [Fact]
    public void A_bundle_without_authorities_is_an_error()
    {
        var options = Pem("CN=x") with { ClientCertificate = ClientCertificateChoice.Required, TrustedCAPath = _certificates.Write("empty.pem", "") };

        FluentActions.Invoking(() => Open(options)).Should().Throw<CryptographicException>().WithMessage("*no certificate*");
    }

    private ServerCertificate Open(TlsOptions options) => new(options, _time, NullLogger<ServerCertificate>.Instance);

    private TlsOptions Pem(string subject)
    {
        var (certificate, key) = _certificates.IssueFiles(subject, TestCertificates.ServerUsage, "server");
        return new TlsOptions { Port = 0, CertificatePath = certificate, KeyPath = key };
    }
}
