namespace StoreScp.Server.Tests.Settings;

public class SettingRulesTests
{
    public static TheoryData<string, (string, string)[]> Contradictions => new()
    {
        { "Scp:Port and Tls:Port are both none", [("Scp:Port", "none")] },
        { "Scp:Peers:0 has no AETitle", [("Scp:Peers:0:Host", "a"), ("Scp:Peers:0:Port", "1")] },
        { "names the AE title CT1 2 times", [("Scp:Peers:0:AETitle", "CT1"), ("Scp:Peers:1:AETitle", "CT1")] },
        { "only one of Host and Port", [("Scp:Peers:0:AETitle", "CT1"), ("Scp:Peers:0:Host", "a")] },
        { "at most Scp:DrainMaximum", [("Scp:DrainGrace", "30"), ("Scp:DrainMaximum", "20")] },
        { "at most Limits:MaximumObjectBytes", [("Limits:MaximumObjectBytes", "1MiB")] },
        { "one of Tls:CertificatePath with Tls:KeyPath (PEM), Tls:PfxPath and Tls:CertificateSecret", [("Tls:Port", "2762")] },
        { "one of Tls:CertificatePath with Tls:KeyPath (PEM), Tls:PfxPath and Tls:CertificateSecret", [("Tls:Port", "2762"), ("Tls:CertificateSecret", "s"), ("Tls:PfxPath", "/etc/hostname")] },
        { "Tls:TrustedCAPath and Tls:TrustedCASecret are both set", [("Tls:Port", "2762"), ("Tls:CertificateSecret", "s"), ("Tls:ClientCertificate", "Required"), ("Tls:TrustedCASecret", "ca"), ("Tls:TrustedCAPath", "/etc/hostname")] },
        { "Tls:TrustedCASecret is set", [("Tls:Port", "2762"), ("Tls:CertificateSecret", "s"), ("Tls:TrustedCASecret", "ca")] },
        { "nothing would be protected", [("Tls:CertificateSecret", "s")] },
        { "without Tls:CertificatePath", [("Tls:Port", "2762"), ("Tls:CertificateSecret", "s"), ("Tls:KeyPath", "/etc/hostname")] },
        { "nothing would be protected", [("Tls:ClientCertificate", "Required")] },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Settings_that_contradict_each_other_are_an_error(string sentence, (string, string)[] settings) =>
        Given.Settings(settings).Errors.Should().Contain(error => error.Sentence.Contains(sentence));

    [Fact]
    public void A_certificate_file_that_is_missing_is_an_error() =>
        Given.Settings(("Tls:Port", "2762"), ("Tls:PfxPath", "/no/such.pfx")).Errors.Should().ContainSingle()
            .Which.Sentence.Should().Be("Tls:PfxPath is \"/no/such.pfx\" (from test); allowed: a file that exists.");

    [Fact]
    public void A_peer_bound_to_a_certificate_that_nobody_asks_for_is_an_error() =>
        Given.Settings(("Scp:Peers:0:AETitle", "CT1"), ("Scp:Peers:0:TlsSubject", "CN=ct1")).Errors.Should().ContainSingle()
            .Which.Sentence.Should().Contain("Tls:ClientCertificate");

    [Fact]
    public void A_subject_that_is_no_distinguished_name_is_an_error() =>
        Given.Settings(("Scp:Peers:0:AETitle", "CT1"), ("Scp:Peers:0:TlsSubject", "ct1")).Errors
            .Should().Contain(error => error.Sentence.Contains("a distinguished name such as"));
}
