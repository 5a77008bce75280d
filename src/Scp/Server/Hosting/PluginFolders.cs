using StoreScp.Server.Cli;

namespace StoreScp.Server.Hosting;

/// <summary>A site that installed plugins relies on them: this version loads none, so it does not start beside them.</summary>
internal static class PluginFolders
{
    public static void RefuseIfAny(string storagePath, string executableFolder)
    {
        foreach (var folder in new[] { storagePath, executableFolder }.Select(folder => Path.Combine(folder, "plugins")))
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                throw new CommandException(ExitCode.PluginsNotSupported,
                    $"{folder} is not empty, but this version loads no plugins and would store images without them; move its content away to start.");
        }
    }
}
