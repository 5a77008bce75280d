namespace StoreScp.Plugins;

/// <summary>Secrets by name: keys and passwords that settings must not hold.</summary>
public interface IPluginSecrets
{
    /// <summary>The bytes of a secret. Keep them no longer than needed, and never log them.</summary>
    /// <exception cref="PluginSetupException">There is no such secret, or it cannot be read; the message names it.</exception>
    ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken cancellation);
}
