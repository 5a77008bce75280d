using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using StoreScp.Plugins;
using StoreScp.Plugins.Hosting;

namespace StoreScp.Server.Tls;

/// <summary>Our certificate, read again when its files or secrets change; connections that are up keep the one they began with.</summary>
internal sealed partial class ServerCertificate : IDisposable
{
    private readonly TlsMaterialSource _source;
    private readonly ILogger<ServerCertificate> _logger;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private int _isReloading;
    private string _fingerprint;
    private volatile TlsIdentity _current;

    private ServerCertificate(TlsMaterialSource source, TlsMaterial material, TimeSpan reloadInterval, TimeProvider time, ILogger<ServerCertificate> logger)
    {
        (_source, _time, _logger) = (source, time, logger);
        _fingerprint = material.Fingerprint();
        _current = material.Load();
        LogLoaded(_current);
        _timer = time.CreateTimer(_ => _ = ReloadWhenChangedAsync(), null, reloadInterval, reloadInterval);
    }

    public TlsIdentity Current => _current;

    /// <param name="reloadInterval">Between looks for a change.</param>
    /// <exception cref="CryptographicException">What is there cannot be used; also IOException, UnauthorizedAccessException, ArgumentException.</exception>
    /// <exception cref="PluginSetupException">A secret cannot be had.</exception>
    public static async ValueTask<ServerCertificate> OpenAsync(
        TlsMaterialSource source, TimeSpan reloadInterval, TimeProvider time, ILogger<ServerCertificate> logger, CancellationToken cancellation) =>
        new(source, await source.ReadAsync(cancellation), reloadInterval, time, logger);

    public void Dispose()
    {
        _timer.Dispose();
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>A half-written or wrong new file is a warning, and the certificate in use stays.</summary>
    private async Task ReloadWhenChangedAsync()
    {
        if (Interlocked.Exchange(ref _isReloading, 1) == 1)
            return;
        try
        {
            var material = await _source.ReadAsync(_stop.Token);
            var fingerprint = material.Fingerprint();
            if (fingerprint == _fingerprint)
                return;
            _current = material.Load();
            _fingerprint = fingerprint;
            LogLoaded(_current);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The server ends.
        }
        catch (Exception e) when (IsUnusable(e))
        {
            LogNotReloaded(_logger, e.Message);
        }
        finally
        {
            Volatile.Write(ref _isReloading, 0);
        }
    }

    /// <summary>What reading and loading throw for files and secrets that cannot be used.</summary>
    public static bool IsUnusable(Exception error) =>
        error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException or PluginSetupException;

    private void LogLoaded(TlsIdentity identity)
    {
        if (identity.NotAfter < _time.GetUtcNow().UtcDateTime)
            LogExpired(_logger, identity.Subject, identity.NotAfter);
        else
            LogLoaded(_logger, identity.Subject, identity.NotAfter);
    }
}
