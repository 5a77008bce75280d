using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Tls;

/// <summary>The server side of TLS 1.2 and 1.3 as BCP 195 asks for it (PS3.15 B.12).</summary>
internal sealed class TlsServer(TlsOptions options, ServerCertificate certificate, TimeProvider time)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly CipherSuitesPolicy? Ciphers =
        OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? CreateCiphers() : null;

    /// <summary>
    /// Completes the handshake within its deadline and gives the stream and the client certificate's subject, if it showed one.
    /// The inner stream is closed with the result, and also when this throws.
    /// </summary>
    public async Task<(SslStream Stream, string? Subject)> HandshakeAsync(Stream inner, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.HandshakeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var stream = new SslStream(inner, leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsServerAsync(AuthenticationOptions(certificate.Current), either.Token);
            return (stream, stream.RemoteCertificate?.Subject);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            await stream.DisposeAsync();
            throw new AuthenticationException($"the handshake took longer than Tls:HandshakeTimeout ({DurationText.Format(options.HandshakeTimeout)})");
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private SslServerAuthenticationOptions AuthenticationOptions(TlsIdentity identity)
    {
        var asks = options.ClientCertificate != ClientCertificateChoice.None;
        return new()
        {
            ServerCertificateContext = identity.Context,
            EnabledSslProtocols = options.MinimumVersion == SslProtocols.Tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
            CipherSuitesPolicy = Ciphers,
            AllowRenegotiation = false,
            EncryptionPolicy = EncryptionPolicy.RequireEncryption,
            ClientCertificateRequired = asks,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = asks ? ClientChainPolicy(identity) : null,
            RemoteCertificateValidationCallback = asks
                ? (_, shown, _, errors) => shown is null
                    ? options.ClientCertificate == ClientCertificateChoice.Optional
                    : errors == SslPolicyErrors.None
                : null,
        };
    }

    /// <summary>Only our own authorities count, only certificates that may be a client's, and nothing is fetched from the network.</summary>
    private X509ChainPolicy ClientChainPolicy(TlsIdentity identity)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTimeIgnored = false,
            VerificationTime = time.GetUtcNow().UtcDateTime,
        };
        policy.CustomTrustStore.AddRange(identity.Authorities);
        policy.ApplicationPolicy.Add(new(ClientAuthentication));
        return policy;
    }

    [UnsupportedOSPlatform("windows")]
    private static CipherSuitesPolicy CreateCiphers() => new(
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CCM,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM,
    ]);
}
