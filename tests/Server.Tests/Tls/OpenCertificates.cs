using Microsoft.Extensions.Logging.Abstractions;
using StoreScp.Plugins;
using StoreScp.Plugins.Hosting;
using StoreScp.Server.Settings;
using StoreScp.Server.Tls;

namespace StoreScp.Server.Tests.Tls;

internal static class OpenCertificates
{
    public static async Task<ServerCertificate> OpenAsync(TlsOptions options, TimeProvider time, IPluginSecrets? secrets = null) => await ServerCertificate.OpenAsync(
        new TlsMaterialSource(options, secrets ?? new FolderSecrets(null)), options.ReloadInterval, time, NullLogger<ServerCertificate>.Instance, CancellationToken.None);
}
