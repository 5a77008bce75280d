using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using StoreScp.Plugins.Hosting;
using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Hosting.Status;

namespace StoreScp.VendorPath.Tests;

public sealed class VendorPathTests(NewVendor vendor) : IClassFixture<NewVendor>
{
    [Fact]
    public void The_tests_of_a_new_plugin_pass() => vendor.TestOutput.Should().Contain("failed: 0").And.Contain("succeeded: 4");

    [Fact]
    public void A_published_plugin_holds_nothing_that_the_server_brings() => Files().Should().Contain("plugin.json").And.Contain("Acme.FixPatientId.dll")
        .And.NotContain(file => file.StartsWith("StoreScp.", StringComparison.Ordinal));

    [Fact]
    public void A_published_plugin_is_sealed_with_the_hash_of_every_other_file()
    {
        var lines = Files().Where(file => file != "plugin.sha256").Order(StringComparer.Ordinal)
            .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(vendor.Published, file))))}  {file}");

        File.ReadAllLines(Path.Combine(vendor.Published, "plugin.sha256")).Should().BeEquivalentTo(lines);
    }

    [Fact]
    public async Task The_server_s_host_loads_a_published_plugin_with_the_settings_of_the_site()
    {
        var folder = Directory.CreateTempSubdirectory();
        var handler = new HandlerOptions
        {
            Name = "fix",
            Plugin = "Acme.FixPatientId",
            Settings = new Dictionary<string, string> { ["Prefix"] = "SITE1-" },
        };
        await using var host = new PluginHost(new PluginOptions { Folders = [vendor.Published], Handlers = [handler] }, new PluginHostSetup
        {
            RunFolder = folder.FullName,
            SettingsFolder = folder.FullName,
            Secrets = new FolderSecrets(null),
            LoggerFactory = NullLoggerFactory.Instance,
        });

        await host.ScanAsync(CancellationToken.None);

        host.NotReadyReasons.Should().BeEmpty();
        host.Status.Handlers.Should().ContainSingle().Which.Should().Match<HandlerStatus>(loaded => loaded.State == HandlerState.Running && loaded.Version == "1.0.0");
    }

    [Fact]
    public void A_name_that_is_none_in_CSharp_becomes_one()
    {
        var handler = Directory.EnumerateFiles(Path.Combine(vendor.OddlyNamed, "src", "acme.fix-2"), "*Handler.cs").Should().ContainSingle().Subject;
        var manifest = File.ReadAllText(Path.Combine(vendor.OddlyNamed, "src", "acme.fix-2", "plugin.json"));

        Path.GetFileName(handler).Should().Be("fix_2Handler.cs");
        File.ReadAllText(handler).Should().Contain("namespace acme.fix_2;").And.Contain("class fix_2Handler");
        manifest.Should().Contain("\"acme.fix_2.fix_2Handler\"").And.Contain("\"acme.fix-2.dll\"");
    }

    [Theory]
    [InlineData("StoreScp.Dicom")]
    [InlineData("StoreScp.Plugins.Contract", "StoreScp.Dicom")]
    [InlineData("StoreScp.Plugins.Pipeline", "StoreScp.Plugins.Contract")]
    [InlineData("StoreScp.Plugins.Testing", "StoreScp.Dicom", "StoreScp.Plugins.Contract", "StoreScp.Plugins.Pipeline")]
    [InlineData("StoreScp.Plugins.Template")]
    public void A_package_depends_on_our_own_only_and_says_what_it_is(string package, params string[] dependencies)
    {
        var nuspec = Nuspec(package);
        var metadata = nuspec.Root!.Elements().Single();

        nuspec.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value)
            .Should().BeEquivalentTo(dependencies);
        metadata.Elements().Select(element => element.Name.LocalName).Should().Contain(["license", "readme", "description", "authors"]);
        metadata.Value.Should().Contain("Apache-2.0");
    }

    [Fact]
    public void The_template_names_the_packages_of_its_own_version_and_the_xunit_that_we_use()
    {
        var content = Path.Combine(Repository.Root, "src", "Plugins", "Template", "content");
        using var template = JsonDocument.Parse(File.ReadAllText(Path.Combine(content, ".template.config", "template.json")));
        var tests = XDocument.Load(Path.Combine(content, "tests", "Company-PluginName.Tests", "Company-PluginName.Tests.csproj"));
        var central = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));

        template.RootElement.GetProperty("symbols").GetProperty("contract-version").GetProperty("defaultValue").GetString().Should().Be(Repository.Version);
        VersionOf(tests, "PackageReference").Should().Be(VersionOf(central, "PackageVersion"));
    }

    private static string VersionOf(XDocument project, string element) =>
        project.Descendants(element).Single(package => package.Attribute("Include")!.Value == "xunit.v3").Attribute("Version")!.Value;

    private IEnumerable<string> Files() => Directory.EnumerateFiles(vendor.Published, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(vendor.Published, file).Replace('\\', '/'));

    private XDocument Nuspec(string package)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(vendor.Feed, $"{package}.{vendor.PackageVersion}.nupkg"));
        using var nuspec = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec);
    }
}
