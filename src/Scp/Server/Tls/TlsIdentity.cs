using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace StoreScp.Server.Tls;

/// <summary>One version of our certificate with its chain, and the authorities we trust for clients.</summary>
internal sealed class TlsIdentity(X509Certificate2 leaf, X509Certificate2Collection chain, X509Certificate2Collection authorities)
{
    public SslStreamCertificateContext Context { get; } = SslStreamCertificateContext.Create(leaf, chain, offline: true);

    public X509Certificate2Collection Authorities { get; } = authorities;

    public string Subject => leaf.Subject;

    public DateTime NotAfter => leaf.NotAfter.ToUniversalTime();
}
