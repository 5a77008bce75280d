using Microsoft.Extensions.Logging.Abstractions;
using StoreScp.Plugins.Hosting;
using StoreScp.Server.Settings;
using StoreScp.Server.Tls;

namespace StoreScp.Server.Tests.Tls;

internal static class OpenCertificates
{
    /// <param name="secretsFolder">Holds the secrets that the options name.</param>
    public static async Task<ServerCertificate> OpenAsync(TlsOptions options, TimeProvider time, string? secretsFolder = null) => await ServerCertificate.OpenAsync(
        new TlsMaterialSource(options, new FolderSecrets(secretsFolder)), options.ReloadInterval, time, NullLogger<ServerCertificate>.Instance, CancellationToken.None);
}
