using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StoreScp.Benchmarks.Discarding;

/// <summary>A certificate for 127.0.0.1 with the kind of key that S3's has, made for one run.</summary>
public static class NullAwsCertificate
{
    public static void Write(NullAwsFiles files)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=null AWS", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        File.WriteAllText(files.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
    }
}
