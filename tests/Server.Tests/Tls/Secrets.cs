using System.Text;
using StoreScp.Plugins;
using StoreScp.Plugins.Hosting;

namespace StoreScp.Server.Tests.Tls;

/// <summary>Secrets of a site, by name.</summary>
internal sealed class Secrets : Dictionary<string, string>, IPluginSecrets
{
    public ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken cancellation) => TryGetValue(name, out var value)
        ? new(Encoding.UTF8.GetBytes(value))
        : throw new PluginSetupException($"There is no secret '{name}'.");
}
