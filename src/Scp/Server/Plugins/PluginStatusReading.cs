using System.Net.Http.Json;
using System.Text.Json;
using StoreScp.Plugins.Hosting;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Server.Admin;
using StoreScp.Server.Plugins.Fetching;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Plugins;

/// <summary>The plugins of the site: as its running server tells them, or else as folders and settings show them.</summary>
/// <param name="WhyNotAsked">Why <see cref="Status"/> is not the server's; null when it is.</param>
internal sealed record PluginStatusReading(PluginHostStatus Status, string? WhyNotAsked)
{
    /// <summary>A server on this machine answers at once or not at all.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    public static async Task<PluginStatusReading> ReadAsync(StoreScpOptions options, CancellationToken cancellation)
    {
        if (options.Admin.Url is not { } url)
            return WithoutServer(options, "Admin:Url is none");
        try
        {
            using var client = new HttpClient { Timeout = AnswerTime };
            return await client.GetFromJsonAsync(new Uri(url, "/plugins"), PluginJson.Default.PluginHostStatus, cancellation) is { Handlers: not null, Folders: not null } status
                ? new(status, null)
                : WithoutServer(options, $"{url} did not answer as a StoreSCP server does");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return WithoutServer(options, $"no StoreSCP server answers at {url}");
        }
    }

    private static PluginStatusReading WithoutServer(StoreScpOptions options, string why) =>
        new(PluginListing.Look(new FetchedPlugins(options.Storage.Path).AddTo(options.Plugins).ToHostOptions(ServerPlugins.InTheBox)), why);
}
