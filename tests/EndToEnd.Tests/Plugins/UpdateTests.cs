using StoreScp.EndToEnd.Tests.Import;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>A new version of a plugin is copied beside the old one while the server runs.</summary>
public sealed class UpdateTests
{
    private const string MainAssembly = "StoreScp.TestPlugins.Behaviours.dll";

    [Fact]
    public async Task Running_associations_keep_the_old_version_and_new_ones_get_the_new_version_once_it_is_complete()
    {
        using var site = new PluginSite().With("--Plugins:ScanInterval=1s", "--HealthImaging:EmulatorUrl=none")
            .Handler("plain", "Behaviours", new { Text = "seen" }, "Handler=Plain");
        site.Install("1.0.0");
        await using var server = await ServerProcess.StartOnAsync(site.Data, site.Settings);
        using var admin = new AdminPeer(server);
        await using var first = await RawPeer.AssociateAsync(server.Port);
        (await VersionOfAsync(site, first)).Should().Be("1.0.0");

        var folder = site.Install("2.0.0", withoutFile: MainAssembly);
        await Until.TrueAsync(() => Task.FromResult(server.Log.Contains($"'{folder}' is not used: The folder is half-copied")), () => server.Log);
        await using var second = await RawPeer.AssociateAsync(server.Port);
        (await VersionOfAsync(site, second)).Should().Be("1.0.0", "the new version is not complete");

        site.Complete("2.0.0");
        await Until.TrueAsync(async () => (await admin.HandlerAsync("plain")).Contains("version=\"2.0.0\""), () => server.Log);
        await using var third = await RawPeer.AssociateAsync(server.Port);
        (await VersionOfAsync(site, third)).Should().Be("2.0.0");
        (await VersionOfAsync(site, first)).Should().Be("1.0.0", "its association began with it");
        (await VersionOfAsync(site, second)).Should().Be("1.0.0", "its association began with it");
    }

    /// <summary>What the ledger says of one more instance; the version itself wrote the same into the object.</summary>
    private static async Task<string> VersionOfAsync(PluginSite site, RawPeer peer)
    {
        var instance = Instance.New();
        (await peer.StoreAsync(instance)).Should().Be(0);
        await using var ledger = new ImportLedger(site.Data);
        var row = await ledger.InstanceAsync(instance.SOPInstanceUID);
        var version = row.Handlers.Should().ContainSingle().Subject.Version;
        Part10.DataSetOf(ServerProcess.PathOf(site.Data, row.ObjectKey!.Value.Value)).AsSpan().IndexOf(Wire.Ascii($"{version} seen")).Should().BePositive();
        return version;
    }
}
