using System.Net;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>What a server tells over its admin HTTP.</summary>
internal sealed class AdminPeer(ServerProcess server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server.Admin };

    public Task<string> MetricsAsync() => _http.GetStringAsync("/metrics");

    /// <summary>The line of storescp_plugin_handler that a handler has.</summary>
    public async Task<string> HandlerAsync(string name) => (await MetricsAsync()).Split('\n')
        .Single(line => line.StartsWith("storescp_plugin_handler{", StringComparison.Ordinal) && line.Contains($"handler=\"{name}\"", StringComparison.Ordinal));

    public async Task<(HttpStatusCode Status, string Body)> ReadyAsync()
    {
        using var answer = await _http.GetAsync("/health/ready");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}
