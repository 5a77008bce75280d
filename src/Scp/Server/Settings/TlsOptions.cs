using System.Security.Authentication;

namespace StoreScp.Server.Settings;

/// <summary>The secure port (PS3.15 B.12). The certificate is PEM with a key file, one PFX file, or a secret.</summary>
internal sealed record TlsOptions
{
    /// <summary>Port with TLS (2762 is registered as dicom-tls); 0 lets the operating system choose, null is off.</summary>
    public int? Port { get; init; }

    public string? CertificatePath { get; init; }

    public string? KeyPath { get; init; }

    public string? PfxPath { get; init; }

    public string? PfxPassword { get; init; }

    /// <summary>Name of a secret: certificate, intermediate certificates and key in one PEM text; instead of files.</summary>
    public string? CertificateSecret { get; init; }

    public ClientCertificateChoice ClientCertificate { get; init; } = ClientCertificateChoice.None;

    /// <summary>PEM bundle of the authorities that sign client certificates; the system's are not asked.</summary>
    public string? TrustedCAPath { get; init; }

    /// <summary>Name of a secret with such a bundle, instead of the file.</summary>
    public string? TrustedCASecret { get; init; }

    public bool HasAuthorities => TrustedCAPath is not null || TrustedCASecret is not null;

    public SslProtocols MinimumVersion { get; init; } = SslProtocols.Tls12;

    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the certificate's files or secrets are looked at for a change.</summary>
    public TimeSpan ReloadInterval { get; init; } = TimeSpan.FromSeconds(30);
}
