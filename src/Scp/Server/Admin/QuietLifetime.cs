using Microsoft.Extensions.Hosting;

namespace StoreScp.Server.Admin;

/// <summary>Keeps the HTTP host away from signals and the console; the server's drain decides when it ends.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
