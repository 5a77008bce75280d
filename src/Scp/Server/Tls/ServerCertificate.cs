using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Tls;

/// <summary>Our certificate, read again when its files change; connections that are up keep the one they began with.</summary>
internal sealed partial class ServerCertificate : IDisposable
{
    private readonly TlsOptions _options;
    private readonly ILogger<ServerCertificate> _logger;
    private readonly ITimer _timer;
    private readonly TimeProvider _time;
    private string _fingerprint;
    private volatile TlsIdentity _current;

    /// <summary>Throws CryptographicException or IOException when the files cannot be used.</summary>
    public ServerCertificate(TlsOptions options, TimeProvider time, ILogger<ServerCertificate> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _fingerprint = CertificateFiles.Fingerprint(options);
        _current = CertificateFiles.Load(options);
        LogLoaded(_current);
        _timer = time.CreateTimer(_ => ReloadWhenChanged(), null, options.ReloadInterval, options.ReloadInterval);
    }

    public TlsIdentity Current => _current;

    public void Dispose() => _timer.Dispose();

    /// <summary>A half-written or wrong new file is a warning, and the certificate in use stays.</summary>
    private void ReloadWhenChanged()
    {
        try
        {
            var fingerprint = CertificateFiles.Fingerprint(_options);
            if (fingerprint == _fingerprint)
                return;
            _current = CertificateFiles.Load(_options);
            _fingerprint = fingerprint;
            LogLoaded(_current);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            LogNotReloaded(_logger, e.Message);
        }
    }

    private void LogLoaded(TlsIdentity identity)
    {
        if (identity.NotAfter < _time.GetUtcNow().UtcDateTime)
            LogExpired(_logger, identity.Subject, identity.NotAfter);
        else
            LogLoaded(_logger, identity.Subject, identity.NotAfter);
    }
}
