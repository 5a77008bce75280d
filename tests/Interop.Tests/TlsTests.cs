using System.Globalization;

namespace StoreScp.Interop.Tests;

/// <summary>TLS and mutual TLS with DCMTK and with our own sender (PS3.15 §B.12).</summary>
public sealed class TlsTests : IDisposable
{
    private readonly Certificates _certificates = new Certificates().Sign("server").Sign("client");
    private readonly TemporaryFolder _files = new();

    public void Dispose()
    {
        _certificates.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Dcmtk_stores_over_TLS_without_a_client_certificate()
    {
        var instances = SyntheticFolder.Write(_files.Path, [UIDs.ExplicitVRLittleEndian]);
        await using var server = await StartAsync();

        (await StorescuAsync(server, "+tla", "+cf", _certificates.Authority)).MustSucceed();

        await MustHaveAsync(server, instances);
    }

    [Fact]
    public async Task Dcmtk_stores_over_mutual_TLS()
    {
        var instances = SyntheticFolder.Write(_files.Path, [UIDs.ExplicitVRLittleEndian]);
        await using var server = await StartAsync("--Tls:ClientCertificate=Required", $"--Tls:TrustedCAPath={_certificates.Authority}");

        (await StorescuAsync(server, "+tls", _certificates.KeyOf("client"), _certificates.CertificateOf("client"), "+cf", _certificates.Authority)).MustSucceed();

        await MustHaveAsync(server, instances);
    }

    [Fact]
    public async Task A_client_without_a_trusted_certificate_is_refused_by_mutual_TLS()
    {
        SyntheticFolder.Write(_files.Path, [UIDs.ExplicitVRLittleEndian]);
        using var strangers = new Certificates("Another CA").Sign("client");
        await using var server = await StartAsync("--Tls:ClientCertificate=Required", $"--Tls:TrustedCAPath={_certificates.Authority}");

        (await StorescuAsync(server, "+tla", "+cf", _certificates.Authority)).ExitCode.Should().NotBe(0);
        (await StorescuAsync(server, "+tls", strangers.KeyOf("client"), strangers.CertificateOf("client"), "+cf", _certificates.Authority)).ExitCode.Should().NotBe(0);

        (await server.StatusAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_known_AE_title_must_show_its_own_certificate()
    {
        _certificates.Sign("ct1").Sign("ct2");
        await using var server = await StartAsync(
            "--Tls:ClientCertificate=Required", $"--Tls:TrustedCAPath={_certificates.Authority}", "--Scp:Peers:0:AETitle=STORESCU", "--Scp:Peers:0:TlsSubject=CN=ct1");
        SyntheticFolder.Write(_files.Path, [UIDs.ExplicitVRLittleEndian]);

        (await StorescuAsync(server, "+tls", _certificates.KeyOf("ct1"), _certificates.CertificateOf("ct1"), "+cf", _certificates.Authority)).MustSucceed();
        (await StorescuAsync(server, "+tls", _certificates.KeyOf("ct2"), _certificates.CertificateOf("ct2"), "+cf", _certificates.Authority)).ExitCode.Should().NotBe(0);
    }

    [Fact]
    public async Task Our_own_sender_speaks_mutual_TLS()
    {
        var instances = SyntheticFolder.Write(_files.Path, [UIDs.ExplicitVRLittleEndian]);
        await using var server = await StartAsync("--Tls:ClientCertificate=Required", $"--Tls:TrustedCAPath={_certificates.Authority}");

        (await ServerProcess.RunAsync("send", _files.Path, "--to", $"127.0.0.1:{server.TlsPort}", "--tls", "--tls-ca", _certificates.Authority,
            "--tls-cert", _certificates.CertificateOf("client"), "--tls-key", _certificates.KeyOf("client"))).MustSucceed();

        await MustHaveAsync(server, instances);
    }

    [Fact]
    public async Task Stalled_handshakes_and_plain_DICOM_on_the_TLS_port_hold_up_nobody()
    {
        var instances = SyntheticFolder.Write(_files.Path, [UIDs.ExplicitVRLittleEndian]);
        await using var server = await StartAsync("--Tls:HandshakeTimeout=2");
        List<RawPeer> stalled = [];
        for (var i = 0; i < 50; i++)
            stalled.Add(await RawPeer.ConnectAsync(server.TlsPort));
        await stalled[0].SendAsync(new AssociateRequest().ToPdu());

        (await StorescuAsync(server, "+tla", "+cf", _certificates.Authority)).MustSucceed();

        await MustHaveAsync(server, instances);
        foreach (var peer in stalled)
        {
            // A TLS alert may come first; it is no PDU, and the end is what counts.
            await peer.MustEndAsync();
            await peer.DisposeAsync();
        }
    }

    private Task<ServerProcess> StartAsync(params string[] settings) => ServerProcess.StartAsync(
        ["--Tls:Port=0", $"--Tls:CertificatePath={_certificates.CertificateOf("server")}", $"--Tls:KeyPath={_certificates.KeyOf("server")}", .. settings]);

    private Task<ToolResult> StorescuAsync(ServerProcess server, params string[] options) => Tool.DcmtkAsync("storescu",
        ["-v", "-nh", .. options, "-aec", "STORESCP", "127.0.0.1", server.TlsPort.ToString(CultureInfo.InvariantCulture), "+sd", "+r", _files.Path]);

    private static async Task MustHaveAsync(ServerProcess server, IReadOnlyList<Instance> instances)
    {
        var rows = await server.StatusAsync();
        rows.Select(row => row.SOPInstanceUID).Should().BeEquivalentTo(instances.Select(instance => instance.SOPInstanceUID));
    }
}
