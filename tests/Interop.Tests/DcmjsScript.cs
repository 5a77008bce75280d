using System.Text.Json;

namespace StoreScp.Interop.Tests;

/// <summary>Runs the scripts of the folder dcmjs, which print one JSON object a line for what they saw.</summary>
public static class DcmjsScript
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "dcmjs");

    public static async Task<ToolResult> RunAsync(string script, params IEnumerable<string> arguments)
    {
        await InstallAsync();
        return await Tool.RunAsync(Tool.Find("node", "https://nodejs.org"), [script, .. arguments], folder: Folder);
    }

    /// <summary>What the script printed, without the package's own log lines.</summary>
    public static IReadOnlyList<JsonElement> Events(ToolResult result) =>
        [.. result.MustSucceed().Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>Once per build output: exactly what package-lock.json names.</summary>
    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "dcmjs-dimse")))
            return;
        var installed = await Tool.RunAsync(Tool.Find("npm", "https://nodejs.org"), ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder: Folder);
        if (installed.ExitCode != 0)
            Tool.Missing("npm ci did not install dcmjs-dimse:\n" + installed.Everything);
    }
}
