using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Plugins;
using StoreScp.Server.Settings;
using StoreScp.Server.Tls;

namespace StoreScp.Server.Tests.Tls;

public sealed class ServerCertificateTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_changed_file_is_used_after_the_interval_without_a_restart()
    {
        using var certificate = await Open(Pem("CN=old"));
        certificate.Current.Subject.Should().Be("CN=old");

        Pem("CN=new");
        certificate.Current.Subject.Should().Be("CN=old");
        _time.Advance(TimeSpan.FromSeconds(30));

        certificate.Current.Subject.Should().Be("CN=new");
    }

    [Fact]
    public async Task A_half_written_file_leaves_the_certificate_in_use_until_the_rest_comes()
    {
        using var certificate = await Open(Pem("CN=old"));

        _certificates.Write("server.pem", "-----BEGIN CERTIFICATE-----\n");
        _time.Advance(TimeSpan.FromSeconds(30));
        certificate.Current.Subject.Should().Be("CN=old");

        Pem("CN=new");
        _time.Advance(TimeSpan.FromSeconds(30));
        certificate.Current.Subject.Should().Be("CN=new");
    }

    [Fact]
    public async Task A_missing_file_leaves_the_certificate_in_use()
    {
        using var certificate = await Open(Pem("CN=old"));

        File.Delete(_certificates.PathOf("server.key"));
        _time.Advance(TimeSpan.FromSeconds(30));

        certificate.Current.Subject.Should().Be("CN=old");
    }

    [Fact]
    public async Task A_pfx_file_with_a_password_is_used()
    {
        using var issued = _certificates.Issue("CN=pfx", TestCertificates.ServerUsage);
        var path = _certificates.PathOf("server.pfx");
        File.WriteAllBytes(path, issued.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12, "secret"));

        using var certificate = await Open(new TlsOptions { Port = 0, PfxPath = path, PfxPassword = "secret" });
        certificate.Current.Subject.Should().Be("CN=pfx");
        await FluentActions.Awaiting(() => Open(new TlsOptions { Port = 0, PfxPath = path, PfxPassword = "wrong" })).Should().ThrowAsync<CryptographicException>();
    }

    [Fact]
    public async Task A_bundle_without_authorities_is_an_error()
    {
        var options = Pem("CN=x") with { ClientCertificate = ClientCertificateChoice.Required, TrustedCAPath = _certificates.Write("empty.pem", "") };

        (await FluentActions.Awaiting(() => Open(options)).Should().ThrowAsync<CryptographicException>()).WithMessage("*no certificate*");
    }

    [Fact]
    public async Task Certificate_and_key_in_one_secret_are_used_and_changed_as_files_are()
    {
        var options = new TlsOptions
        {
            Port = 0,
            CertificateSecret = "dicom-tls",
            ClientCertificate = ClientCertificateChoice.Required,
            TrustedCASecret = "modalities-ca",
        };
        var secrets = new Secrets { ["modalities-ca"] = File.ReadAllText(_certificates.AuthorityPath), ["dicom-tls"] = PemOf("CN=old") };
        using var certificate = await OpenCertificates.OpenAsync(options, _time, secrets);
        certificate.Current.Subject.Should().Be("CN=old");
        certificate.Current.Authorities.Should().ContainSingle();

        secrets["dicom-tls"] = PemOf("CN=new");
        certificate.Current.Subject.Should().Be("CN=old");
        _time.Advance(TimeSpan.FromSeconds(30));

        certificate.Current.Subject.Should().Be("CN=new");
    }

    [Fact]
    public async Task A_secret_that_is_gone_leaves_the_certificate_in_use()
    {
        var secrets = new Secrets { ["dicom-tls"] = PemOf("CN=old") };
        using var certificate = await OpenCertificates.OpenAsync(new TlsOptions { Port = 0, CertificateSecret = "dicom-tls" }, _time, secrets);

        secrets.Clear();
        _time.Advance(TimeSpan.FromSeconds(30));
        certificate.Current.Subject.Should().Be("CN=old");

        secrets["dicom-tls"] = PemOf("CN=new");
        _time.Advance(TimeSpan.FromSeconds(30));
        certificate.Current.Subject.Should().Be("CN=new");
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_named()
    {
        var options = new TlsOptions { Port = 0, CertificateSecret = "dicom-tls" };

        (await FluentActions.Awaiting(() => OpenCertificates.OpenAsync(options, _time, new Secrets())).Should().ThrowAsync<PluginSetupException>())
            .WithMessage("*dicom-tls*");
    }

    private Task<ServerCertificate> Open(TlsOptions options) => OpenCertificates.OpenAsync(options, _time);

    private string PemOf(string subject) => _certificates.IssueText(subject, TestCertificates.ServerUsage);

    private TlsOptions Pem(string subject)
    {
        var (certificate, key) = _certificates.IssueFiles(subject, TestCertificates.ServerUsage, "server");
        return new TlsOptions { Port = 0, CertificatePath = certificate, KeyPath = key };
    }
}
