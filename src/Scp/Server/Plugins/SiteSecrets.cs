using StoreScp.AwsCalls;
using StoreScp.Plugins;
using StoreScp.Plugins.Hosting;
using StoreScp.Server.Cli;
using StoreScp.Server.Hosting;
using StoreScp.Server.Settings;
using StoreScp.Storage;
using StoreScp.Storage.Aws.Secrets;

namespace StoreScp.Server.Plugins;

/// <summary>The site's secrets: files of Plugins:SecretsFolder, or on AWS, where no folder is set, Secrets Manager.</summary>
internal sealed class SiteSecrets : IPluginSecrets, IDisposable
{
    private readonly IPluginSecrets _inner;
    private readonly HttpClient? _http;
    private readonly SecretsManagerSource? _source;

    /// <exception cref="StorageSetupException">There are no AWS credentials.</exception>
    public SiteSecrets(StoreScpOptions options, TimeProvider time)
    {
        if (options.Storage.Provider != StorageProvider.Aws || options.Plugins.SecretsFolder is not null)
        {
            _inner = new FolderSecrets(options.Plugins.SecretsFolder);
            return;
        }
        _http = AwsHttp.CreateClient();
        _source = new SecretsManagerSource(
            _http, new AwsConnections(options.Aws).SecretsManager, new SecretsManagerOptions { NamePrefix = options.Aws.SecretsPrefix }, time);
        _inner = new SourcedSecrets(_source);
    }

    public ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken cancellation) => _inner.GetAsync(name, cancellation);

    public void Dispose()
    {
        _source?.Dispose();
        _http?.Dispose();
    }

    /// <summary>The key of the ledger's protected identifiers, which commands use as well to look instances up; null when the site has none.</summary>
    public static async ValueTask<IdentifierProtection?> ProtectionAsync(StoreScpOptions options, TimeProvider time, CancellationToken cancellation)
    {
        if (options.Plugins.LedgerKeySecret is not { } name)
            return null;
        try
        {
            using var secrets = new SiteSecrets(options, time);
            var key = await secrets.GetAsync(name, cancellation);
            return new IdentifierProtection(key.Span);
        }
        catch (Exception e) when (e is PluginSetupException or StorageSetupException or ArgumentException)
        {
            throw new CommandException(ExitCode.PluginsUnusable, $"Plugins:LedgerKeySecret cannot be used: {e.Message}", e);
        }
    }
}
