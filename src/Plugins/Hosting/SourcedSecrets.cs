using StoreScp.Storage;

namespace StoreScp.Plugins.Hosting;

/// <summary>The plugins' secrets from wherever the server has its own.</summary>
public sealed class SourcedSecrets(ISecretSource source) : IPluginSecrets
{
    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return (await source.GetAsync(name, cancellation)).Value;
        }
        catch (Exception error) when (error is SecretMissingException or StorageUnavailableException)
        {
            throw new PluginSetupException(error.Message, error);
        }
    }
}
