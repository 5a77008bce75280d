using StoreScp.Plugins;
using StoreScp.Plugins.Hosting;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Tls;

/// <summary>Reads what the settings name: files, or secrets of the site (<see cref="IPluginSecrets"/>).</summary>
internal sealed class TlsMaterialSource(TlsOptions options, IPluginSecrets secrets)
{
    /// <exception cref="IOException">A file cannot be read; also UnauthorizedAccessException.</exception>
    /// <exception cref="PluginSetupException">A secret cannot be had.</exception>
    public async ValueTask<TlsMaterial> ReadAsync(CancellationToken cancellation) => new()
    {
        Certificate = await ReadAsync(options.CertificatePath, options.CertificateSecret, cancellation) ?? default,
        Key = ReadFile(options.KeyPath) ?? default,
        Pfx = ReadFile(options.PfxPath) ?? default,
        PfxPassword = options.PfxPassword,
        Authorities = await ReadAsync(options.TrustedCAPath, options.TrustedCASecret, cancellation),
    };

    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string? path, string? secret, CancellationToken cancellation) =>
        secret is null ? ReadFile(path) : await secrets.GetAsync(secret, cancellation);

    private static ReadOnlyMemory<byte>? ReadFile(string? path) => path is null ? default(ReadOnlyMemory<byte>?) : File.ReadAllBytes(path);
}
