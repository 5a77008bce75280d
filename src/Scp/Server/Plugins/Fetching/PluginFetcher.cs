using StoreScp.Server.Cli;
using StoreScp.Server.Hosting;
using StoreScp.Server.Settings;
using StoreScp.Storage;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.S3;

namespace StoreScp.Server.Plugins.Fetching;

/// <summary>Fetches the site's plugins from S3, each checked against its hash, into Storage:Path/plugins-fetched/{sha256}.</summary>
internal sealed class PluginFetcher(AwsAccess access, PluginSiteOptions options, string storagePath, TimeProvider time)
{
    private readonly FetchedPlugins _fetched = new(storagePath);

    private readonly S3ObjectFetch _objects = new(
        access, new S3FetchOptions { MaximumBytes = options.FetchMaximumBytes, Deadline = options.FetchDeadline }, time);

    public UnpackLimits Limits { get; init; } = new();

    /// <summary>The settings with the folders of what was fetched.</summary>
    /// <exception cref="CommandException">One of them cannot be had as it must be: never without it.</exception>
    public static async Task<StoreScpOptions> AddToAsync(StoreScpOptions options, TimeProvider time, CancellationToken cancellation)
    {
        if (options.Plugins.Fetch.Count == 0)
            return options;
        try
        {
            var fetcher = new PluginFetcher(new AwsConnections(options.Aws).S3, options.Plugins, options.Storage.Path, time);
            return options with { Plugins = await fetcher.FetchAsync(cancellation) };
        }
        catch (StorageSetupException e)
        {
            throw new CommandException(ExitCode.PluginsUnusable, $"Plugins:Fetch cannot be done: {e.Message}", e);
        }
    }

    /// <inheritdoc cref="AddToAsync"/>
    public async Task<PluginSiteOptions> FetchAsync(CancellationToken cancellation)
    {
        List<string> folders = [.. options.Folders];
        foreach (var plugin in options.Fetch)
        {
            try
            {
                folders.Add(await FetchAsync(plugin, cancellation));
            }
            catch (Exception e) when (e is StorageUnavailableException or StorageSetupException or InvalidDataException or IOException or UnauthorizedAccessException)
            {
                throw new CommandException(ExitCode.PluginsUnusable, $"The plugin {plugin.Object} (Plugins:Fetch) cannot be used: {e.Message}", e);
            }
        }
        return options with { Folders = folders };
    }

    private async Task<string> FetchAsync(PluginFetchOptions plugin, CancellationToken cancellation)
    {
        var folder = _fetched.FolderOf(plugin);
        // Its plugin.sha256 is checked when it is loaded.
        if (_fetched.IsThere(plugin))
            return folder;
        Directory.CreateDirectory(_fetched.Root);
        var unfinished = Path.Combine(_fetched.Root, $".{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(unfinished);
            await using (var zip = OpenScratch($"{unfinished}.zip"))
            {
                var hash = Convert.ToHexStringLower(await _objects.ToAsync(plugin.Object, zip, cancellation));
                if (hash != plugin.Sha256)
                    throw new InvalidDataException($"Its SHA-256 is {hash}; Plugins:Fetch says {plugin.Sha256}.");
                await PluginZip.UnpackAsync(zip, unfinished, Limits, cancellation);
            }
            PutInPlace(unfinished, folder);
            return folder;
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }

    private static FileStream OpenScratch(string path) =>
        new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    private static void PutInPlace(string unfinished, string folder)
    {
        try
        {
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process with the same storage folder was faster; it had the same hash.
        }
    }
}
