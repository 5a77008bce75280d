using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Tls;

/// <summary>The certificate files as they are on disk now: a fingerprint to see a change, and loading.</summary>
internal static class CertificateFiles
{
    /// <summary>A hash over the files' content: times lie when a secret store swaps symbolic links.</summary>
    public static string Fingerprint(TlsOptions tls)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in new[] { tls.CertificatePath, tls.KeyPath, tls.PfxPath, tls.TrustedCAPath }.OfType<string>())
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(path)));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Throws CryptographicException or IOException with a message about the files.</summary>
    public static TlsIdentity Load(TlsOptions tls)
    {
        var (leaf, chain) = tls.PfxPath is { } pfx ? FromPfx(pfx, tls.PfxPassword) : FromPem(tls.CertificatePath!, tls.KeyPath);
        if (!leaf.HasPrivateKey)
            throw new CryptographicException("the certificate has no private key");
        X509Certificate2Collection authorities = [];
        if (tls.TrustedCAPath is not null)
            authorities.ImportFromPemFile(tls.TrustedCAPath);
        if (tls.TrustedCAPath is not null && authorities.Count == 0)
            throw new CryptographicException("Tls:TrustedCAPath holds no certificate");
        return new TlsIdentity(leaf, chain, authorities);
    }

    private static (X509Certificate2 Leaf, X509Certificate2Collection Chain) FromPem(string certificatePath, string? keyPath)
    {
        var leaf = X509Certificate2.CreateFromPemFile(certificatePath, keyPath ?? certificatePath);
        X509Certificate2Collection chain = [];
        chain.ImportFromPemFile(certificatePath);
        return (leaf, chain);
    }

    private static (X509Certificate2 Leaf, X509Certificate2Collection Chain) FromPfx(string path, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
        var leaf = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new CryptographicException("the PFX file has no certificate with a private key");
        return (leaf, all);
    }
}
