using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StoreScp.Benchmarks.Servers;

/// <summary>Publishes our server the way it is shipped: ReadyToRun exists on publish only.</summary>
public static class ServerPublisher
{
    /// <summary>Returns the path of the published executable.</summary>
    public static async Task<string> PublishAsync(CancellationToken cancellation)
    {
        var root = CheckoutRoot();
        var output = Path.Combine(root, "artifacts", "benchmarks", "server");
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = root, RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            "publish", Path.Combine("src", "Scp", "Server"), "-c", "Release", "-r", $"linux-{architecture}", "--self-contained", "false",
            "-p:PublishReadyToRun=true", "-nodeReuse:false", "-o", output,
        })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var printed = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? Path.Combine(output, "storescp")
            : throw new InvalidOperationException($"The server could not be published:\n{printed}");
    }

    public static string CheckoutRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StoreScp.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The benchmarks must run from a checkout: no StoreScp.sln above their build output.");
    }
}
