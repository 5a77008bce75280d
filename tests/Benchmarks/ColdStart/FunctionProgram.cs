using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using StoreScp.Benchmarks.Servers;

namespace StoreScp.Benchmarks.ColdStart;

/// <summary>A build of the workflow's functions, as something that can be started.</summary>
/// <param name="Command">Program and arguments.</param>
/// <param name="ZipBytes">Of the package for Lambda; null where there is none.</param>
/// <param name="ProgramBytes">All files of ours and, where they come with it, of the runtime.</param>
public sealed record FunctionProgram(string Name, IReadOnlyList<string> Command, long? ZipBytes, long ProgramBytes)
{
    private static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x64";

    /// <summary>Both kinds of package for this machine's architecture, and the same program with the runtime of this machine.</summary>
    public static async Task<IReadOnlyList<FunctionProgram>> MakeAllAsync(string folder, CancellationToken cancellation) =>
    [
        await PackageAsync("native", folder, cancellation),
        await PackageAsync("ready-to-run", folder, cancellation),
        await PublishAsync(folder, cancellation),
    ];

    private static async Task<FunctionProgram> PackageAsync(string kind, string folder, CancellationToken cancellation)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, kind)).FullName;
        await RunAsync(["src/Workflows/Lambda/package.sh", Architecture, own, kind], cancellation);
        var zip = Path.Combine(own, $"lambda-{Architecture}.zip");
        var bootstrap = Path.Combine(own, "bootstrap");
        await ZipFile.ExtractToDirectoryAsync(zip, own, overwriteFiles: true, cancellation);
        return new FunctionProgram(kind, [bootstrap], new FileInfo(zip).Length, new FileInfo(bootstrap).Length);
    }

    private static async Task<FunctionProgram> PublishAsync(string folder, CancellationToken cancellation)
    {
        var own = Path.Combine(folder, "jit");
        await RunAsync(["dotnet", "publish", "src/Workflows/Lambda", "-c", "Release", "-nodeReuse:false", "-o", own], cancellation);
        var bytes = Directory.GetFiles(own, "*.dll").Sum(file => new FileInfo(file).Length);
        return new FunctionProgram("dotnet bootstrap.dll", ["dotnet", Path.Combine(own, "bootstrap.dll")], null, bytes);
    }

    private static async Task RunAsync(string[] command, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = ServerPublisher.CheckoutRoot(), RedirectStandardOutput = true };
        if (command[0].Contains('/'))
            start.FileName = Path.Combine(start.WorkingDirectory, command[0]);
        using var process = Process.Start(start)!;
        var printed = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} failed:\n{printed}");
    }
}
