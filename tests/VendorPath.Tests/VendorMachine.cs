using System.Diagnostics;

namespace StoreScp.VendorPath.Tests;

/// <summary>
/// A vendor's machine: a folder with our packages as a feed, templates and a package cache of its own. Packages that are not ours come from
/// the user's cache, which is read and never written.
/// </summary>
internal sealed class VendorMachine : IDisposable
{
    /// <summary>For what hangs; each step takes seconds on a machine that has nothing else to do.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly string[] Packed =
        ["src/Scp/Dicom/StoreScp.Dicom", "src/Plugins/Contract/StoreScp.Plugins.Contract", "src/Plugins/Pipeline/StoreScp.Plugins.Pipeline",
         "src/Plugins/Testing/StoreScp.Plugins.Testing", "src/Plugins/Template/StoreScp.Plugins.Template"];

    private readonly string _hive;

    public VendorMachine()
    {
        Folder = Directory.CreateTempSubdirectory("storescp-vendor-").FullName;
        (Feed, _hive) = (Path.Combine(Folder, "feed"), Path.Combine(Folder, "hive"));
        Directory.CreateDirectory(Feed);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(cache);
        File.WriteAllText(Path.Combine(Folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="vendor-path" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><add key="user" value="{cache}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    public string Folder { get; }

    public string Feed { get; }

    /// <summary>A version that no cache has ever seen.</summary>
    public string Version { get; } = $"{Repository.Version}-vendor.{Guid.NewGuid():N}";

    /// <summary>Packs what has been built, without building it again.</summary>
    public async Task PackAsync()
    {
        var projects = string.Join(';', Packed.Select(project => Path.Combine(Repository.Root, project + ".csproj")));
        var pack = Path.Combine(Folder, "pack.proj");
        await File.WriteAllTextAsync(pack, $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{projects}" Targets="Pack"
                         Properties="NoBuild=true;Configuration={Repository.Configuration};PackageVersion={Version};PackageOutputPath={Feed};NuspecOutputPath={Folder}/" />
              </Target>
            </Project>
            """);
        (await RunAsync(Repository.Root, "msbuild", pack, "-t:Pack", "-v:quiet", "-nologo")).MustSucceed();
    }

    public async Task InstallTemplateAsync() => (await RunAsync(Folder, "new", "install",
        Path.Combine(Feed, $"StoreScp.Plugins.Template.{Version}.nupkg"), "--debug:custom-hive", _hive)).MustSucceed();

    /// <summary>Makes a plugin by the template; gives its folder.</summary>
    public async Task<string> NewPluginAsync(string name)
    {
        (await RunAsync(Folder, "new", "storescp-plugin", "-n", name, "--contract-version", Version, "--debug:custom-hive", _hive)).MustSucceed();
        return Path.Combine(Folder, name);
    }

    public async Task<DotnetResult> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What an outer `dotnet test` told its children is not for these.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = Path.Combine(Folder, "packages");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // No node of the build may outlive the test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return new DotnetResult($"dotnet {string.Join(' ', arguments)}", process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
