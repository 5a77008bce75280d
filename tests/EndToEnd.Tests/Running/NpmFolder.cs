using System.Collections.Concurrent;

namespace StoreScp.Testing.Running;

/// <summary>What package-lock.json of a folder names, installed once for each build output, however many tests ask for it at the same time.</summary>
public static class NpmFolder
{
    public const string HowToInstall = "https://nodejs.org";

    private static readonly ConcurrentDictionary<string, Lazy<Task>> Installed = new();

    /// <summary>Without npm or its registry the test is skipped on a person's machine, and fails where everything must be there.</summary>
    public static Task InstallAsync(string folder) => Installed.GetOrAdd(folder, new Lazy<Task>(() => RunAsync(folder))).Value;

    private static async Task RunAsync(string folder)
    {
        // npm writes it last: an installation that was cut off has none.
        if (File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
            return;
        var installed = await Tool.RunAsync(Tool.Find("npm", HowToInstall), ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder: folder);
        if (installed.ExitCode != 0)
            Tool.Missing($"npm ci did not install what {Path.Combine(folder, "package-lock.json")} names:\n{installed.Everything}");
    }
}
