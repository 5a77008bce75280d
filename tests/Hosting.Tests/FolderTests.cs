using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Hosting.Tests;

/// <summary>What may be loaded: whole, unaltered, allowed folders, and nothing else.</summary>
public sealed class FolderTests
{
    [Fact]
    public async Task A_published_folder_is_loaded_as_it_is()
    {
        await using var site = new Site();
        var folder = site.Install();
        var host = await site.StartAsync(Site.Handler("Plain"));

        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0");
        host.NotReadyReasons.Should().BeEmpty();
        host.Status.Folders.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new FolderStatus(folder, "Behaviours", "1.0.0", Site.Hash(Path.Combine(folder, "plugin.sha256")), FolderState.Used, null));
    }

    [Fact]
    public void A_published_folder_holds_no_assembly_of_the_host_and_is_listed_sorted_as_sha256sum_lists_it()
    {
        var folder = Published.Folder(Published.UsesLibraryV1);
        var names = Directory.EnumerateFiles(folder).Select(Path.GetFileName).ToList();
        names.Should().BeEquivalentTo("plugin.json", "plugin.sha256", "UsesLibrary.dll", "UsesLibrary.deps.json", "VendorLibrary.dll");

        var lines = File.ReadAllLines(Path.Combine(folder, "plugin.sha256"));
        var listed = lines.Select(line => line[66..]).ToList();
        listed.Should().BeEquivalentTo(names.Where(name => name != "plugin.sha256"));
        listed.Should().BeInAscendingOrder(StringComparer.OrdinalIgnoreCase);
        lines.Should().AllSatisfy(line => line[..66].Should().Be(Site.Hash(Path.Combine(folder, line[66..])) + "  "));
    }

    [Theory]
    [InlineData("plugin.json")]
    [InlineData("plugin.sha256")]
    [InlineData("StoreScp.TestPlugins.Behaviours.dll")]
    [InlineData("StoreScp.TestPlugins.Behaviours.deps.json")]
    public async Task A_half_copied_folder_is_never_loaded_and_is_taken_once_it_is_whole(string missing)
    {
        await using var site = new Site();
        var path = Path.Combine(site.Install(), missing);
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        var host = await site.StartAsync(Site.Handler("Plain"));

        var found = host.Status.Folders.Should().ContainSingle().Which;
        found.State.Should().Be(FolderState.Refused);
        found.Reason.Should().Contain("half-copied").And.Contain(missing);
        (await Site.FailureAsync(host)).Failure.Should().Be(HandlerFailure.NotLoaded);

        File.WriteAllBytes(path, bytes);
        await host.ScanAsync(default);
        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0");
        host.NotReadyReasons.Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_still_being_written_keeps_the_folder_out()
    {
        await using var site = new Site();
        var path = Path.Combine(site.Install(), "StoreScp.TestPlugins.Behaviours.dll");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
        var host = await site.StartAsync(Site.Handler("Plain"));

        host.NotReadyReasons.Should().ContainSingle().Which.Should().Contain("'StoreScp.TestPlugins.Behaviours.dll' differs from plugin.sha256");
    }

    [Fact]
    public async Task An_altered_file_of_the_same_length_is_refused()
    {
        await using var site = new Site();
        var path = Path.Combine(site.Install(), "StoreScp.TestPlugins.Behaviours.dll");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        var host = await site.StartAsync(Site.Handler("Plain"));

        (await Site.FailureAsync(host)).Failure.Should().Be(HandlerFailure.NotLoaded);
        host.Status.Folders.Single().Reason.Should().Contain("altered");
    }

    [Fact]
    public async Task A_file_altered_behind_the_scan_s_back_is_found_when_it_is_copied()
    {
        await using var site = new Site();
        var path = Path.Combine(site.Install(), "StoreScp.TestPlugins.Behaviours.dll");
        var written = File.GetLastWriteTimeUtc(path);
        var host = site.Host(Site.Handler("Plain") with { SettingsFile = "later.json" });
        await host.ScanAsync(default);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, written);

        File.WriteAllText(Path.Combine(site.Settings, "later.json"), "{}");
        await host.ScanAsync(default);
        host.NotReadyReasons.Should().ContainSingle().Which.Should().Contain("differs from plugin.sha256");
    }

    [Fact]
    public async Task A_file_that_is_not_listed_is_refused()
    {
        await using var site = new Site();
        File.WriteAllText(Path.Combine(site.Install(), "extra.dll"), "");
        var host = await site.StartAsync(Site.Handler("Plain"));

        host.Status.Folders.Single().Reason.Should().Contain("'extra.dll' is not listed");
    }

    [Theory]
    [InlineData("../outside.dll")]
    [InlineData("/etc/passwd")]
    [InlineData("sub//x.dll")]
    public async Task A_list_that_names_a_file_outside_the_folder_is_refused(string path)
    {
        await using var site = new Site();
        File.AppendAllText(Path.Combine(site.Install(), "plugin.sha256"), $"{new string('0', 64)}  {path}\n");
        var host = await site.StartAsync(Site.Handler("Plain"));

        host.Status.Folders.Single().Reason.Should().Contain("path inside the folder");
    }

    [Fact]
    public async Task With_a_list_of_allowed_hashes_nothing_else_is_loaded()
    {
        await using var site = new Site();
        var old = site.Install(version: "1.0.0");
        var newer = site.Install(version: "2.0.0");
        var host = await site.StartAsync(new PluginOptions
        {
            Handlers = [Site.Handler("Plain")],
            AllowedHashes = [Site.Hash(Path.Combine(old, "plugin.sha256")).ToUpperInvariant()],
        });

        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0");
        var refused = host.Status.Folders.Single(folder => folder.Path == newer);
        refused.State.Should().Be(FolderState.Refused);
        refused.Reason.Should().Contain("allowed hashes").And.Contain(Site.Hash(Path.Combine(newer, "plugin.sha256")));
    }

    [Fact]
    public async Task The_newest_version_is_used_unless_one_is_named()
    {
        await using var site = new Site();
        foreach (var version in new[] { "1.9.0", "1.10.0", "1.10.0-rc.1" })
            site.Install(version: version);

        (await Site.InstitutionNameAsync(await site.StartAsync(Site.Handler("Plain")))).Should().Be("1.10.0");
        var pinned = await site.StartAsync(Site.Handler("Plain") with { Version = "1.9.0" });
        (await Site.InstitutionNameAsync(pinned)).Should().Be("1.9.0");
        pinned.Status.Folders.Select(folder => folder.State).Should().Equal(FolderState.OtherVersionUsed, FolderState.OtherVersionUsed, FolderState.Used);
    }

    [Fact]
    public async Task Two_contents_of_one_version_are_not_both_taken()
    {
        await using var site = new Site();
        site.Install(folder: "a");
        site.Install(folder: "b", edit: manifest => manifest["description"] = "another");
        var host = await site.StartAsync(Site.Handler("Plain"));

        host.Status.Folders.Select(folder => folder.State).Should().Equal(FolderState.Used, FolderState.Refused);
        host.Status.Folders[1].Reason.Should().Contain("same version with another content");
    }

    [Fact]
    public async Task A_named_folder_that_is_not_there_is_told()
    {
        await using var site = new Site();
        var folder = Path.Combine(site.Plugins, "nowhere");
        var host = await site.StartAsync(new PluginOptions { Folders = [folder], Handlers = [Site.Handler("Plain")] });

        host.Status.Folders.Should().ContainSingle().Which.Reason.Should().Contain("cannot be read");
        host.NotReadyReasons.Should().ContainSingle().Which.Should().Contain($"'{folder}'");
    }

    [Fact]
    public async Task A_folder_that_is_a_plugin_itself_may_be_named()
    {
        await using var site = new Site();
        var host = await site.StartAsync(new PluginOptions { Folders = [site.Install()], Handlers = [Site.Handler("Plain")] });

        (await Site.InstitutionNameAsync(host)).Should().Be("1.0.0");
    }

    [Fact]
    public async Task A_plugin_that_no_handler_names_is_seen_and_not_loaded()
    {
        await using var site = new Site();
        site.Install(Published.UsesLibraryV1);
        var host = await site.StartAsync();

        host.Status.Folders.Single().State.Should().Be(FolderState.NotNamed);
        host.ForAssociation("A", "B").Handlers.Should().BeEmpty();
    }
}
