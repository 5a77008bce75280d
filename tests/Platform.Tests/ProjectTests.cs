using System.Xml.Linq;
using StoreScp.Platform.Graph.Settings;

namespace StoreScp.Platform.Tests;

/// <summary>What `pulumi up` needs of the folder of the program.</summary>
public sealed class ProjectTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "platform");

    [Fact]
    public void There_is_one_project_and_no_solution_in_the_folder() =>
        Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Where(name => name!.EndsWith("proj", StringComparison.Ordinal)
            || name.Contains(".sln", StringComparison.Ordinal)).Should().Equal("platform.csproj");

    [Fact]
    public void What_holds_for_the_product_stops_before_the_folder()
    {
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.Exists(Path.Combine(Folder, file)).Should().BeTrue(file);
        File.ReadAllText(Path.Combine(Repository.Root, "StoreScp.sln")).Should().NotContain("platform.csproj");
    }

    [Fact]
    public void The_program_refers_to_nothing_of_the_product() =>
        XDocument.Load(Path.Combine(Folder, "platform.csproj")).Descendants().Select(element => element.Name.LocalName)
            .Should().NotContain(["ProjectReference", "Reference", "Compile", "Import"]);

    [Fact]
    public void The_program_uses_the_official_packages_alone_and_the_tests_the_same_versions()
    {
        var used = Packages(Path.Combine(Folder, "platform.csproj"), "PackageReference");
        used.Keys.Should().BeEquivalentTo("Pulumi", "Pulumi.Aws");
        Packages(Path.Combine(Repository.Root, "tests", "Platform.Graph", "StoreScp.Platform.Graph.csproj"), "PackageVersion").Should().BeEquivalentTo(used);
    }

    [Fact]
    public void Pulumi_yaml_leads_to_program_and_environments()
    {
        var project = ProjectFile.Read(Repository.Root);
        (project.Name, project.Main, project.StackConfigDir).Should().Be(("storescp", "platform", "environments"));
    }

    private static Dictionary<string, string> Packages(string path, string element) =>
        XDocument.Load(path).Descendants(element).ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
}
