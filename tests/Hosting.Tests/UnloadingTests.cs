using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using StoreScp.Plugins.Hosting;
using StoreScp.Plugins.Hosting.Loading;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Hosting.Tests;

/// <summary>Old versions go away. Alone: what other tests allocate at the same time would count as well.</summary>
[Collection(nameof(UnloadingTests))]
[CollectionDefinition(nameof(UnloadingTests), DisableParallelization = true)]
public sealed class UnloadingTests
{
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
