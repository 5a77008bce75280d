using StoreScp.Plugins.Hosting;

namespace StoreScp.Hosting.Tests;

/// <summary>What a vendor is told before a site is.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task A_good_plugin_has_no_mistakes_and_a_hash_to_allow()
    {
        await using var site = new Site();
        var folder = site.Install(Published.UsesLibraryV1);
        var check = PluginCheck.Run(folder, site.Run);

        check.Mistakes.Should().BeEmpty();
        check.Manifest!.Name.Should().Be("UsesLibraryV1");
        check.Hash.Should().Be(Site.Hash(Path.Combine(folder, "plugin.sha256")));
        Directory.EnumerateFileSystemEntries(site.Run).Should().BeEmpty();
    }

    [Fact]
    public async Task Every_handler_that_cannot_be_made_is_told()
    {
        await using var site = new Site();
        var check = PluginCheck.Run(site.Install(), site.Run);

        check.Mistakes.Should().HaveCount(3);
        check.Mistakes.Should().Contain(mistake => mistake.Contains("'NotAHandler'"))
            .And.Contain(mistake => mistake.Contains("'NoConstructor'")).And.Contain(mistake => mistake.Contains("'Missing'"));
    }

    [Fact]
    public async Task A_folder_that_is_not_whole_or_no_plugin_is_told()
    {
        await using var site = new Site();
        var folder = site.Install();
        File.Delete(Path.Combine(folder, "plugin.sha256"));
        PluginCheck.Run(folder, site.Run).Mistakes.Should().ContainSingle().Which.Should().Contain("half-copied");
        PluginCheck.Run(site.Settings, site.Run).Mistakes.Should().ContainSingle().Which.Should().Contain("is no plugin");
    }
}
