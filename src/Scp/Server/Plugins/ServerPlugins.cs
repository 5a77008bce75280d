using Microsoft.Extensions.Logging;
using StoreScp.Plugins;
using StoreScp.Plugins.Hosting;
using StoreScp.Plugins.Hosting.Reception;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Receiving.PreStore;
using StoreScp.Server.Admin;
using StoreScp.Server.Cli;
using StoreScp.Server.Metrics;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Plugins;

/// <summary>The plugins of a running server: loaded before the first association, looked at again and again, unloaded after the last.</summary>
internal sealed class ServerPlugins : IAsyncDisposable
{
    private readonly PluginHost _host;
    private readonly SiteSecrets _secrets;

    private ServerPlugins(
        PluginHost host, SiteSecrets secrets, IdentifierProtection? protection, PluginSiteOptions options, StoreScpMetrics metrics, TimeProvider time)
    {
        (_host, _secrets, IdentifierProtection) = (host, secrets, protection);
        Pipeline = options.Handlers.Count == 0 ? null : new PreStorePipeline(host, options.BulkReadTimeout, time);
        Reason = new PluginReason(host);
        PluginGauges.Show(host, metrics);
    }

    /// <summary>Null when the site names no handler.</summary>
    public IPreStorePipeline? Pipeline { get; }

    public IdentifierProtection? IdentifierProtection { get; }

    public IHealthReason Reason { get; }

    public PluginHostStatus Status => _host.Status;

    /// <summary>The folder of the plugins that come with the server.</summary>
    public static string InTheBox => Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>Throws <see cref="CommandException"/> with a sentence for each handler that cannot be loaded: never without them.</summary>
    public static async Task<ServerPlugins> StartAsync(
        StoreScpOptions options, StoreScpMetrics metrics, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        SiteSecrets? secrets = null;
        PluginHost host;
        try
        {
            secrets = new SiteSecrets(options, time);
            host = new PluginHost(options.Plugins.ToHostOptions(InTheBox), new PluginHostSetup
            {
                RunFolder = Path.Combine(Path.GetFullPath(options.Storage.Path), "run"),
                SettingsFolder = Directory.GetCurrentDirectory(),
                Secrets = secrets,
                LoggerFactory = loggers,
                Time = time,
            });
        }
        catch (StorageSetupException e)
        {
            throw new CommandException(ExitCode.StorageUnavailable, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            secrets?.Dispose();
            throw new CommandException(ExitCode.StorageUnavailable, $"The storage folder '{options.Storage.Path}' cannot be used: {e.Message}", e);
        }
        try
        {
            await host.ScanAsync(cancellation);
            if (host.NotReadyReasons is { Count: > 0 } reasons)
                throw new CommandException(ExitCode.PluginsUnusable, string.Join(Environment.NewLine, reasons));
            var protection = await ProtectionAsync(options, host, time, cancellation);
            return new ServerPlugins(host, secrets, protection, options.Plugins, metrics, time);
        }
        catch
        {
            await host.DisposeAsync();
            secrets.Dispose();
            throw;
        }
    }

    /// <summary>Looks for new versions and settings until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await _host.RunAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _secrets.Dispose();
    }

    private static async ValueTask<IdentifierProtection?> ProtectionAsync(
        StoreScpOptions options, PluginHost host, TimeProvider time, CancellationToken cancellation)
    {
        var protection = await SiteSecrets.ProtectionAsync(options, time, cancellation);
        if (protection is null && host.ProtectsPatients)
            throw new CommandException(ExitCode.PluginsUnusable,
                $"A handler protects patients, but Plugins:LedgerKeySecret names no secret: it protects what instances were received as in the ledger. "
                + $"Allowed: the name of a file in Plugins:SecretsFolder with {IdentifierProtection.MinimumKeyBytes} random bytes or more.");
        return protection;
    }
}
