using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace StoreScp.Server.Tls;

/// <summary>What our certificate is made of, as files or secrets have it now. No record: its text would show the password.</summary>
internal sealed class TlsMaterial
{
    /// <summary>PEM: our certificate, with the intermediate ones after it.</summary>
    public ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>PEM; empty: in <see cref="Certificate"/>.</summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>PKCS #12, instead of the two above; empty: none.</summary>
    public ReadOnlyMemory<byte> Pfx { get; init; }

    public string? PfxPassword { get; init; }

    /// <summary>PEM: the authorities that sign clients' certificates; null where no client is asked for one.</summary>
    public ReadOnlyMemory<byte>? Authorities { get; init; }

    /// <summary>A hash over the content, to see a change: times lie when a secret store swaps symbolic links.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { Certificate, Key, Pfx, Authorities ?? default })
            hash.AppendData(SHA256.HashData(part.Span));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <exception cref="CryptographicException">It is no certificate with its key, or no authorities.</exception>
    public TlsIdentity Load()
    {
        var (leaf, chain) = Pfx.IsEmpty ? FromPem() : FromPfx();
        if (!leaf.HasPrivateKey)
            throw new CryptographicException("the certificate has no private key");
        X509Certificate2Collection authorities = [];
        if (Authorities is { } bundle)
            authorities.ImportFromPem(TextOf(bundle));
        if (Authorities is not null && authorities.Count == 0)
            throw new CryptographicException("the authorities of the Tls settings hold no certificate");
        return new TlsIdentity(leaf, chain, authorities);
    }

    private (X509Certificate2 Leaf, X509Certificate2Collection Chain) FromPem()
    {
        var certificate = TextOf(Certificate);
        var leaf = X509Certificate2.CreateFromPem(certificate, Key.IsEmpty ? certificate : TextOf(Key));
        X509Certificate2Collection chain = [];
        chain.ImportFromPem(certificate);
        return (leaf, chain);
    }

    private (X509Certificate2 Leaf, X509Certificate2Collection Chain) FromPfx()
    {
        var all = X509CertificateLoader.LoadPkcs12Collection(Pfx.Span, PfxPassword);
        var leaf = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new CryptographicException("the PFX file has no certificate with a private key");
        return (leaf, all);
    }

    private static string TextOf(ReadOnlyMemory<byte> pem) => Encoding.UTF8.GetString(pem.Span);
}
