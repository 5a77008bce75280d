using Microsoft.Extensions.Logging;
using StoreScp.Plugins;
using StoreScp.Plugins.Hosting;
using StoreScp.Server.Cli;
using StoreScp.Server.Plugins;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Tls;

/// <summary>The certificate that the settings name, and the secrets it comes from.</summary>
internal sealed class OpenCertificate : IDisposable
{
    private SiteSecrets? _secrets;

    private OpenCertificate() { }

    /// <summary>Null without Tls:Port.</summary>
    public ServerCertificate? Certificate { get; private set; }

    /// <exception cref="CommandException">It cannot be used; the text names the cause.</exception>
    public static async ValueTask<OpenCertificate> OpenAsync(StoreScpOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var open = new OpenCertificate();
        if (options.Tls.Port is null)
            return open;
        try
        {
            open._secrets = options.Tls is { CertificateSecret: null, TrustedCASecret: null } ? null : new SiteSecrets(options, time);
            var source = new TlsMaterialSource(options.Tls, open._secrets is { } secrets ? secrets : new FolderSecrets(null));
            open.Certificate = await ServerCertificate.OpenAsync(
                source, options.Tls.ReloadInterval, time, loggers.CreateLogger<ServerCertificate>(), cancellation);
            return open;
        }
        catch (Exception e)
        {
            open.Dispose();
            if (e is StorageSetupException || ServerCertificate.IsUnusable(e))
                throw new CommandException(ExitCode.CertificateUnusable, $"The TLS certificate of the Tls settings cannot be used: {e.Message}", e);
            throw;
        }
    }

    public void Dispose()
    {
        Certificate?.Dispose();
        _secrets?.Dispose();
    }
}
