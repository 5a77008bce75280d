using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using StoreScp.Plugins.Hosting;
using StoreScp.Plugins.Hosting.Loading;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Hosting.Tests;

/// <summary>New versions without a stop, and old ones that go away.</summary>
public sealed class UpdateTests
{
    [Fact]
    public async Task A_new_version_serves_new_associations_and_running_ones_keep_theirs()
    {
        await using var site = new Site();
        using var disposed = new TestGate();
        site.Install(version: "1.0.0");
        var host = await site.StartAsync(Site.Handler("Plain") with { Settings = new Dictionary<string, string> { ["Disposed"] = disposed.Name } });
        var running = host.ForAssociation("A", "B");
        var alsoRunning = host.ForAssociation("A", "B");

        site.Install(version: "1.1.0");
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("1.1.0");
        (await Site.InstitutionNameAsync(running)).Should().Be("1.0.0");

        running.Dispose();
        running.Dispose();
        await host.WhenRetiredAsync();
        disposed.Opened.IsCompleted.Should().BeFalse("another association still runs");
        (await Site.InstitutionNameAsync(alsoRunning)).Should().Be("1.0.0");

        alsoRunning.Dispose();
        await host.WhenRetiredAsync();
        disposed.Opened.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task The_loop_looks_at_the_folders_at_every_interval()
    {
        await using var site = new Site();
        site.Install(version: "1.0.0");
        var host = await site.StartAsync(Site.Handler("Plain"));
        site.Install(version: "1.1.0");
        using var stop = new CancellationTokenSource();
        var loop = host.RunAsync(stop.Token);

        site.Time.Advance(TimeSpan.FromSeconds(9));
        host.Status.Handlers[0].Version.Should().Be("1.0.0");
        site.Time.Advance(TimeSpan.FromSeconds(1));
        while (host.Status.Handlers[0].Version != "1.1.0")
            await Task.Yield();

        await stop.CancelAsync();
        await FluentActions.Awaiting(() => loop).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Files_in_use_can_be_replaced_and_removed()
    {
        await using var site = new Site();
        var folder = site.Install(version: "1.0.0");
        var host = await site.StartAsync(Site.Handler("Plain"));
        using var running = host.ForAssociation("A", "B");
        foreach (var file in Directory.GetFiles(folder))
            File.WriteAllBytes(file, new byte[10]);
        Directory.Delete(folder, recursive: true);
        await host.ScanAsync(default);

        (await Site.InstitutionNameAsync(running)).Should().Be("1.0.0");
        host.Status.Handlers[0].State.Should().Be(HandlerState.Outdated);
        host.Status.Handlers[0].Problem.Should().Contain("no usable plugin 'Behaviours'").And.Contain("1.0.0 stays in use");
    }

    [Fact]
    public async Task A_new_version_that_does_not_initialize_leaves_the_old_one_in_use()
    {
        await using var site = new Site();
        site.Install(version: "1.0.0");
        var host = await site.StartAsync(Site.Handler("Plain"));
        site.Install(version: "2.0.0", edit: manifest => manifest["handlers"]![0]!["type"] = "StoreScp.TestPlugins.Behaviours.NotAHandler");
        await host.ScanAsync(default);
        await host.ScanAsync(default);

        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0");
        var status = host.Status;
        status.Handlers[0].State.Should().Be(HandlerState.Outdated);
        status.Handlers[0].Problem.Should().Contain("Version 2.0.0").And.Contain("does not implement IPreStoreHandler").And.EndWith("Version 1.0.0 stays in use.");
        status.Folders[1].State.Should().Be(FolderState.Refused);
        host.NotReadyReasons.Should().BeEmpty("the handler runs");
        site.Log.Warnings.Should().ContainSingle(line => line.Contains("does not implement"), "it is said once, not at every scan");
    }

    [Fact]
    public async Task A_folder_that_is_being_written_over_does_not_bring_back_an_older_version()
    {
        await using var site = new Site();
        site.Install(version: "1.0.0");
        var folder = site.Install(version: "2.0.0");
        var host = await site.StartAsync(Site.Handler("Plain"));
        File.Delete(Path.Combine(folder, "plugin.sha256"));
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("2.0.0");

        Directory.Delete(folder, recursive: true);
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0", "removing a version is how a site goes back");
    }

    [Fact]
    public async Task Changed_settings_are_loaded_like_a_new_version_and_broken_ones_are_not()
    {
        await using var site = new Site();
        site.Install();
        var file = Path.Combine(site.Settings, "plain.json");
        File.WriteAllText(file, """{ "Text": "a" }""");
        var host = await site.StartAsync(Site.Handler("Plain") with { SettingsFile = "plain.json" });
        using var running = host.ForAssociation("A", "B");

        File.WriteAllText(file, """{ "Text": "b" }""");
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0 b");
        (await Site.InstitutionNameAsync(running)).Should().Be("1.0.0 a");

        File.WriteAllText(file, """{ "Txet": "c" }""");
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0 b");
        host.Status.Handlers[0].Problem.Should().Contain("plain.json").And.Contain("Txet");
    }

    [Theory]
    [InlineData("Allocates")]
    [InlineData("Plain")]
    public async Task The_load_context_of_an_old_version_is_collected(string handler)
    {
        await using var site = new Site();
        site.Install(version: "1.0.0");
        var host = await site.StartAsync(Site.Handler(handler));
        var context = await UseAsync(host);
        site.Install(version: "1.1.0");
        await host.ScanAsync(default);
        await host.WhenRetiredAsync();

        await CollectAsync(() => context.IsAlive);
        context.IsAlive.Should().BeFalse();
        Directory.EnumerateFiles(site.Run, "StoreScp.TestPlugins.Behaviours.dll", SearchOption.AllDirectories)
            .Should().ContainSingle("the copy of the old version is removed");
    }

    [Fact]
    public async Task A_hundred_reloads_leave_no_context_and_no_memory_behind()
    {
        await using var site = new Site();
        var host = site.Host(Site.Handler("Plain"));
        for (var i = 0; i < 10; i++)
            await ReloadAsync(site, host, i);
        await CollectAsync(() => LivePlugins(site) > 1);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 10; i < 110; i++)
            await ReloadAsync(site, host, i);

        await CollectAsync(() => LivePlugins(site) > 1);
        LivePlugins(site).Should().Be(1);
        // A leaked reload keeps at least its manifest, settings and load context: 100 of them are megabytes.
        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(1 << 20);
        Directory.GetDirectories(Directory.GetDirectories(site.Run).Single()).Should().ContainSingle();
    }

    private static async Task ReloadAsync(Site site, PluginHost host, int number)
    {
        var old = Directory.GetDirectories(site.Plugins);
        site.Install(version: $"1.0.{number}");
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be($"1.0.{number}");
        foreach (var folder in old)
            Directory.Delete(folder, recursive: true);
        await host.WhenRetiredAsync();
    }

    private static int LivePlugins(Site site) => AssemblyLoadContext.All.Count(context => context.Assemblies.Any(assembly => assembly.Location.StartsWith(site.Run, StringComparison.Ordinal)));

    /// <summary>Separate, so that no local keeps the handler alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAsync(PluginHost host)
    {
        using var handlers = host.ForAssociation("A", "B");
        await Site.InstitutionNameAsync(handlers);
        return ContextOf(handlers.Handlers[0]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ContextOf(ChainHandler handler)
    {
        var inner = handler.Handler.GetType().GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)
            .Select(field => field.GetValue(handler.Handler)).OfType<StoreScp.Plugins.IPreStoreHandler>().Single();
        var context = AssemblyLoadContext.GetLoadContext(inner.GetType().Assembly)!;
        context.IsCollectible.Should().BeTrue();
        return new(context);
    }

    /// <summary>
    /// Unloading takes a few collections: finalizers of one let go what the next collects. Types that were read as settings are let go by
    /// the serializer when they have not been used for a second (SerializerCache).
    /// </summary>
    private static async Task CollectAsync(Func<bool> isLeft)
    {
        for (var i = 0; i < 1000 && isLeft(); i++)
        {
            SerializerCache.DropUnused();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }
    }
}
