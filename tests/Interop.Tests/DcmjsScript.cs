using System.Text.Json;

namespace StoreScp.Interop.Tests;

/// <summary>Runs the scripts of the folder dcmjs, which print one JSON object a line for what they saw.</summary>
public static class DcmjsScript
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "dcmjs");

    public static async Task<ToolResult> RunAsync(string script, params IEnumerable<string> arguments)
    {
        await NpmFolder.InstallAsync(Folder);
        return await Tool.RunAsync(Tool.Find("node", NpmFolder.HowToInstall), [script, .. arguments], folder: Folder);
    }

    /// <summary>What the script printed, without the package's own log lines.</summary>
    public static IReadOnlyList<JsonElement> Events(ToolResult result) =>
        [.. result.MustSucceed().Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];
}
