using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using StoreScp.Plugins;
using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Plugins.Pipeline;
using StoreScp.TestPlugins.Library;

namespace StoreScp.Hosting.Tests;

/// <summary>Versions side by side, and the sentences that say why a plugin is not taken.</summary>
public sealed class LoadingTests
{
    [Fact]
    public async Task Two_plugins_and_the_host_use_three_versions_of_one_library_at_once()
    {
        await using var site = new Site();
        site.Install(Published.UsesLibraryV1);
        site.Install(Published.UsesLibraryV2);
        var host = await site.StartAsync(
            new HandlerOptions { Name = "one", Plugin = "UsesLibraryV1" }, new HandlerOptions { Name = "two", Plugin = "UsesLibraryV2" });
        using var handlers = host.ForAssociation("A", "B");

        var found = new List<string?> { VendorLibrary.Version };
        foreach (var handler in handlers.Handlers)
        {
            var instance = Site.Instance();
            await Site.RunAsync(handler, instance);
            found.Add(instance.Header["InstitutionName"]);
        }
        found.Should().Equal("3.0.0", "1.0.0", "2.0.0");
    }

    [Fact]
    public async Task Two_handlers_of_one_plugin_share_what_is_loaded_and_keep_settings_of_their_own()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(
            Site.Handler("Plain", "a") with { Settings = new Dictionary<string, string> { ["text"] = "a" } },
            Site.Handler("Plain", "b") with { Settings = new Dictionary<string, string> { ["text"] = "b" }, CallingAETitles = ["CT1"] });

        using var all = host.ForAssociation("CT1", "STORESCP");
        all.Handlers.Select(handler => handler.Traits.Name).Should().Equal("a", "b");
        (await Site.InstitutionNameAsync(all)).Should().Be("1.0.0 b");
        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0 a");
    }

    [Fact]
    public async Task Traits_are_those_of_the_manifest()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Protecting", "deid") with { OnFailure = FailureAction.Quarantine });
        using var handlers = host.ForAssociation("A", "B");

        handlers.Handlers.Single().OnFailure.Should().Be(FailureAction.Quarantine);
        handlers.Handlers.Single().Traits.Should().Be(new HandlerTraits
        {
            Name = "deid",
            PluginName = "Behaviours",
            PluginVersion = "1.0.0",
            Needs = HandlerNeeds.WholeDataSet,
            ProtectsPatients = true,
            ChangesUIDs = true,
        });
    }

    [Theory]
    [InlineData("NotAHandler", "does not implement IPreStoreHandler")]
    [InlineData("NoConstructor", "a public constructor without parameters")]
    [InlineData("Missing", "is not in 'StoreScp.TestPlugins.Behaviours.dll'")]
    [InlineData("Unheard", "It has no handler 'Unheard'; it has 'Plain',")]
    [InlineData(null, "It brings several handlers; Handler must name one of 'Plain',")]
    public async Task A_handler_that_cannot_be_made_is_missing_with_its_reason(string? handler, string reason)
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(new HandlerOptions { Name = "first", Plugin = "Behaviours", Handler = handler });

        host.NotReadyReasons.Should().ContainSingle().Which.Should().StartWith("Handler 'first' is not loaded. Version 1.0.0 in '").And.Contain(reason);
    }

    [Theory]
    [InlineData(FailureAction.Refuse, FailureAction.Refuse)]
    [InlineData(FailureAction.Quarantine, FailureAction.Quarantine)]
    [InlineData(FailureAction.Bypass, FailureAction.Refuse)]
    public async Task Where_a_handler_is_missing_instances_fail_and_never_pass(FailureAction configured, FailureAction effective)
    {
        await using var site = new Site();
        var host = await site.StartAsync(Site.Handler("Plain") with { OnFailure = configured });
        using var handlers = host.ForAssociation("A", "B");

        var missing = handlers.Handlers.Should().ContainSingle().Which;
        missing.OnFailure.Should().Be(effective);
        missing.Traits.ProtectsPatients.Should().BeTrue();
        (await Site.FailureAsync(missing)).Failure.Should().Be(HandlerFailure.NotLoaded);
        var status = host.Status.Handlers.Single();
        status.State.Should().Be(HandlerState.NotLoaded);
        status.Failures[HandlerFailure.NotLoaded].Should().Be(1);
        status.Problem.Should().Contain("no usable plugin 'Behaviours'");
    }

    [Fact]
    public async Task A_protecting_handler_cannot_be_bypassed()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Protecting") with { OnFailure = FailureAction.Bypass });

        host.NotReadyReasons.Single().Should().Contain("Bypass").And.Contain("protects patients");
    }

    [Fact]
    public async Task Initialization_that_fails_keeps_the_handler_out_and_is_tried_again()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Plain") with { Settings = new Dictionary<string, string> { ["Secret"] = "key" } });
        host.NotReadyReasons.Single().Should().Contain("The secret 'key' is not there");

        File.WriteAllText(Path.Combine(site.Secrets, "key"), "s3cret\n");
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0 s3cret");
    }

    [Fact]
    public async Task Initialization_has_half_a_minute_and_one_that_hangs_is_not_tried_again()
    {
        await using var site = new Site();
        using var gate = new TestGate();
        using var disposed = new TestGate();
        site.Install();
        var host = site.Host(Site.Handler("Plain") with
        {
            Settings = new Dictionary<string, string> { ["InitializeGate"] = gate.Name, ["Disposed"] = disposed.Name },
        });
        var scan = host.ScanAsync(default);
        while (!scan.IsCompleted)
        {
            site.Time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
        host.NotReadyReasons.Single().Should().Contain("did not initialize within 30 s");

        await host.ScanAsync(default);
        host.NotReadyReasons.Single().Should().Contain("tried again when plugin or settings change");
        gate.Open();
        await disposed.Opened;
    }

    [Theory]
    [InlineData("StoreScp.Plugins.Contract", 2, 0, "another major version")]
    [InlineData("StoreScp.Plugins.Contract", 1, 99, "newer than this server's")]
    [InlineData("StoreScp.Dicom", 0, 99, "newer than this server's")]
    public async Task A_plugin_built_against_another_contract_is_refused_before_it_is_loaded(string assembly, ushort major, ushort minor, string reason)
    {
        await using var site = new Site();
        var folder = site.Install();
        Rebuild(Path.Combine(folder, "StoreScp.TestPlugins.Behaviours.dll"), assembly, major, minor);
        Site.Seal(folder);
        var host = await site.StartAsync(Site.Handler("Plain"));

        host.NotReadyReasons.Single().Should().Contain($"was built against {assembly} {major}.{minor}.").And.Contain(reason);
        host.Status.Folders.Single().State.Should().Be(FolderState.Refused);
    }

    [Fact]
    public async Task A_plugin_is_not_given_the_host_s_own_copy_of_a_library_it_forgot()
    {
        await using var site = new Site();
        var folder = site.Install(Published.UsesLibraryV1);
        File.Delete(Path.Combine(folder, "VendorLibrary.dll"));
        Site.Seal(folder);
        var host = await site.StartAsync(new HandlerOptions { Name = "one", Plugin = "UsesLibraryV1" });

        host.NotReadyReasons.Single().Should().Contain("'UsesLibrary.dll' needs VendorLibrary, which is neither in the folder nor in the .NET runtime");
    }

    [Theory]
    [InlineData("plugin.json", "is no .NET assembly")]
    [InlineData("Nowhere.dll", "is not in the folder")]
    [InlineData("VendorLibrary.dll", "does not refer to StoreScp.Plugins.Contract")]
    public async Task A_main_assembly_that_is_none_is_refused(string assembly, string reason)
    {
        await using var site = new Site();
        var folder = site.Install(Published.UsesLibraryV1, edit: manifest => manifest["assembly"] = assembly == "plugin.json" ? "Text.dll" : assembly);
        File.WriteAllText(Path.Combine(folder, "Text.dll"), "no assembly");
        Site.Seal(folder);
        var host = await site.StartAsync(new HandlerOptions { Name = "one", Plugin = "UsesLibraryV1" });

        host.NotReadyReasons.Single().Should().Contain(reason);
    }

    [Fact]
    public async Task Handlers_see_the_associations_they_are_set_for_in_the_order_of_the_settings()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(
            Site.Handler("Plain", "called") with { CalledAETitles = ["RESEARCH"] },
            Site.Handler("Throws", "all"),
            Site.Handler("Plain", "calling") with { CallingAETitles = ["CT1", "CT2"] },
            Site.Handler("Plain", "both") with { CallingAETitles = ["CT1"], CalledAETitles = ["RESEARCH"] });

        Names(host, "CT1", "RESEARCH").Should().Equal("called", "all", "calling", "both");
        Names(host, "CT2 ", "CLINIC").Should().Equal("all", "calling");
        Names(host, "ct1", "CLINIC").Should().Equal(["all"], "AE titles are told apart by case (PS3.5 §6.2)");
    }

    [Fact]
    public void Mistakes_in_the_options_are_named_all_at_once()
    {
        using var log = new CollectedLog();
        var options = new PluginOptions
        {
            ScanInterval = TimeSpan.Zero,
            BreakerFailures = 0,
            BreakerOpenTime = TimeSpan.Zero,
            MaximumHangs = 0,
            AllowedHashes = ["abc"],
            Handlers =
            [
                Site.Handler("Plain", "x") with { Version = "1.0", ShadowVersion = "new", Deadline = TimeSpan.Zero, MaximumAllocationBytes = 0 },
                Site.Handler("Plain", "X") with { Plugin = " ", OnFailure = (FailureAction)7 },
                Site.Handler("Plain", ""),
            ],
        };
        options.Validate().Should().HaveCount(13);
    }

    private static IEnumerable<string> Names(StoreScp.Plugins.Hosting.PluginHost host, string calling, string called)
    {
        using var handlers = host.ForAssociation(calling, called);
        return [.. handlers.Handlers.Select(handler => handler.Traits.Name)];
    }

    /// <summary>Writes another version into an assembly's reference, as if it had been built against that (ECMA-335 §II.22.5).</summary>
    private static void Rebuild(string path, string reference, ushort major, ushort minor)
    {
        var bytes = File.ReadAllBytes(path);
        using var pe = new PEReader(new MemoryStream(bytes));
        var metadata = pe.GetMetadataReader();
        var handle = metadata.AssemblyReferences.Single(one => metadata.GetString(metadata.GetAssemblyReference(one).Name) == reference);
        var row = pe.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + ((MetadataTokens.GetRowNumber(handle) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(row), major);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(row + 2), minor);
        File.WriteAllBytes(path, bytes);
    }
}
