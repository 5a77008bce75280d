using System.Text.Json;

namespace StoreScp.Interop.Tests;

/// <summary>npm's dcmjs-dimse against the real server.</summary>
[Collection(PlainServer.Name)]
public sealed class DcmjsTests(PlainServer server)
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "dcmjs");

    [Fact]
    public async Task Dcmjs_dimse_gets_Success_for_C_ECHO_and_C_STORE()
    {
        using var files = new TemporaryFolder();
        var instances = SyntheticFolder.Write(files.Path, [UIDs.ImplicitVRLittleEndian, UIDs.ExplicitVRLittleEndian, UIDs.RLELossless]);
        await InstallAsync();

        var sent = await Tool.RunAsync(Tool.Find("node", "https://nodejs.org"),
            ["send.js", "127.0.0.1", server.Port, "STORESCP", .. Directory.GetFiles(files.Path, "*.dcm", SearchOption.AllDirectories)], folder: Folder);

        var responses = sent.MustSucceed().Output.Split('\n').Where(line => line.StartsWith("{\"request\"", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        responses.Should().HaveCount(1 + instances.Count, sent.Everything);
        responses.Should().OnlyContain(response => response.GetProperty("status").GetInt32() == 0);
        await server.MustHaveAsync(instances, "DCMJS");
    }

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
