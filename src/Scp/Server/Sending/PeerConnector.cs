using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using StoreScp.Server.Cli;

namespace StoreScp.Server.Sending;

/// <summary>Opens the TCP or TLS connection to a peer.</summary>
internal sealed class PeerConnector
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    private readonly PeerSelection _peer;
    private readonly TimeProvider _time;
    private readonly X509Certificate2Collection? _authorities;
    private readonly SslStreamCertificateContext? _certificate;

    /// <summary>Throws <see cref="CommandException"/> when a certificate file cannot be used.</summary>
    /// <param name="certificate">Shown to the peer where it names no files of its own; null: none.</param>
    public PeerConnector(PeerSelection peer, TimeProvider time, SslStreamCertificateContext? certificate = null)
    {
        _peer = peer;
        _time = time;
        _certificate = certificate;
        try
        {
            if (peer.TrustedCAPath is not null)
                (_authorities = []).ImportFromPemFile(peer.TrustedCAPath);
            if (peer.CertificatePath is not null)
                _certificate = SslStreamCertificateContext.Create(
                    X509Certificate2.CreateFromPemFile(peer.CertificatePath, peer.KeyPath ?? peer.CertificatePath), null, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.CertificateUnusable, $"The TLS certificate files cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Throws <see cref="PeerUnreachableException"/> with one sentence.</summary>
    public async Task<Stream> ConnectAsync(CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_peer.Peer.Host, _peer.Peer.Port, either.Token);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            return _peer.Tls ? await SecureAsync(stream, either.Token) : stream;
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            socket.Dispose();
            var reason = e is OperationCanceledException ? "no answer within 15 s" : (e.InnerException ?? e).Message;
            throw new PeerUnreachableException($"{_peer.Peer} cannot be reached{(_peer.Tls ? " with TLS" : "")}: {reason}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "Only after --tls-insecure, which says what it is for.")]
    private async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellation)
    {
        var secured = new SslStream(stream, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _peer.Peer.Host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateContext = _certificate,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (_authorities is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(_authorities);
        }
        if (_peer.AcceptAnyCertificate)
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        await secured.AuthenticateAsClientAsync(options, cancellation);
        return secured;
    }
}
