namespace StoreScp.Plugins.Testing;

/// <summary>Secrets that a test gave.</summary>
internal sealed class TestSecrets(IReadOnlyDictionary<string, byte[]> secrets) : IPluginSecrets
{
    public ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken cancellation) =>
        secrets.TryGetValue(name, out var secret)
            ? ValueTask.FromResult<ReadOnlyMemory<byte>>(secret.ToArray())
            : throw new PluginSetupException($"The secret '{name}' is not there: PluginTestOptions.Secrets has none of this name.");
}
