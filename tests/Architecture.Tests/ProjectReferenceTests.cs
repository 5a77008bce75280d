using System.Xml.Linq;

namespace StoreScp.Architecture.Tests;

/// <summary>The dependency directions of docs/architecture.md, read from the project files: an arrow the wrong way is a red test.</summary>
public sealed class ProjectReferenceTests
{
    /// <summary>Project → every project it may reference directly. A project that is missing here may not exist.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["StoreScp.Dicom"] = [],
        ["StoreScp.Storage"] = [],
        ["StoreScp.Protocol"] = ["StoreScp.Dicom"],
        ["StoreScp.Receiving"] = ["StoreScp.Dicom", "StoreScp.Protocol", "StoreScp.Storage"],
        ["StoreScp.Storage.Local"] = ["StoreScp.Storage"],
        ["StoreScp.AwsCalls"] = [],
        ["StoreScp.Storage.Aws"] = ["StoreScp.Storage", "StoreScp.AwsCalls"],
        ["StoreScp.HealthImaging"] = ["StoreScp.AwsCalls"],
        ["StoreScp.Lambda"] =
        [
            "StoreScp.Storage", "StoreScp.Storage.Aws", "StoreScp.AwsCalls", "StoreScp.HealthImaging", "StoreScp.Import",
            // For the adopter of objects that lost their row.
            "StoreScp.Receiving",
        ],
        ["StoreScp.LocalRunner"] = ["StoreScp.Storage"],
        ["StoreScp.Emulator"] = ["StoreScp.Dicom"],
        ["StoreScp.Import"] = ["StoreScp.Storage", "StoreScp.HealthImaging"],
        ["StoreScp.Forwarding"] = ["StoreScp.Dicom", "StoreScp.Protocol", "StoreScp.Storage"],
        ["StoreScp.Plugins.Contract"] = ["StoreScp.Dicom"],
        ["StoreScp.Plugins.Pipeline"] = ["StoreScp.Dicom", "StoreScp.Plugins.Contract"],
        ["StoreScp.Plugins.Hosting"] =
        [
            "StoreScp.Dicom", "StoreScp.Protocol", "StoreScp.Storage", "StoreScp.Receiving", "StoreScp.Plugins.Contract", "StoreScp.Plugins.Pipeline",
        ],
        ["StoreScp.Plugins.Testing"] = ["StoreScp.Dicom", "StoreScp.Plugins.Contract", "StoreScp.Plugins.Pipeline"],
        ["StoreScp.Plugins.Template"] = [],
        ["StoreScp.Plugins.Rules"] = ["StoreScp.Dicom", "StoreScp.Plugins.Contract"],
        ["StoreScp.Plugins.TagCoercion"] = ["StoreScp.Dicom", "StoreScp.Plugins.Contract", "StoreScp.Plugins.Rules"],
        ["StoreScp.Plugins.Routing"] = ["StoreScp.Dicom", "StoreScp.Plugins.Contract", "StoreScp.Plugins.Rules"],
        ["StoreScp.Plugins.DeIdentification"] = ["StoreScp.Dicom", "StoreScp.Plugins.Contract"],
        ["StoreScp.Server"] =
        [
            "StoreScp.Dicom", "StoreScp.Protocol", "StoreScp.Storage", "StoreScp.Receiving", "StoreScp.Storage.Local", "StoreScp.Storage.Aws", "StoreScp.AwsCalls",
            "StoreScp.Forwarding",
            "StoreScp.HealthImaging", "StoreScp.Import", "StoreScp.LocalRunner", "StoreScp.Emulator",
            "StoreScp.Plugins.Contract", "StoreScp.Plugins.Pipeline", "StoreScp.Plugins.Hosting",
            "StoreScp.Plugins.TagCoercion", "StoreScp.Plugins.Routing", "StoreScp.Plugins.DeIdentification",
        ],
    };

    /// <summary>Packages allowed where a dependency would spread to vendors or to the wire; other projects choose freely.</summary>
    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["StoreScp.Dicom"] = ["Microsoft.CodeAnalysis.PublicApiAnalyzers"],
        ["StoreScp.Storage"] = [],
        ["StoreScp.Protocol"] = [],
        ["StoreScp.Receiving"] = ["System.IO.Hashing", "System.Threading.RateLimiting"],
        ["StoreScp.Storage.Local"] = ["Microsoft.Data.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3"],
        ["StoreScp.AwsCalls"] = ["AWSSDK.Core"],
        ["StoreScp.Storage.Aws"] = ["AWSSDK.Core", "AWSSDK.DynamoDBv2", "AWSSDK.S3", "System.IO.Hashing"],
        ["StoreScp.HealthImaging"] = ["AWSSDK.Core"],
        ["StoreScp.Import"] = [],
        ["StoreScp.LocalRunner"] = ["Microsoft.Data.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3"],
        ["StoreScp.Forwarding"] = [],
        ["StoreScp.Plugins.Contract"] = ["Microsoft.CodeAnalysis.PublicApiAnalyzers"],
        ["StoreScp.Plugins.Pipeline"] = [],
        ["StoreScp.Plugins.Hosting"] = ["McMaster.NETCore.Plugins"],
    };

    public static TheoryData<string> Projects() => [.. SourceProjects().Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_architecture_allows(string project)
    {
        Allowed.Should().ContainKey(project, "every project has its place in docs/architecture.md and here");
        References(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Should().BeSubsetOf(Allowed[project]);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_inner_projects_use_no_package_but_the_named_ones(string project)
    {
        if (AllowedPackages.TryGetValue(project, out var packages))
            References(project, "PackageReference").Should().BeSubsetOf(packages);
    }

    [Theory]
    [InlineData(typeof(Dicom.DicomTag), "StoreScp", "Microsoft.Extensions", "System.Net", "Microsoft.Data")]
    [InlineData(typeof(Protocol.Dimse.DimseStatus), "StoreScp.Storage", "StoreScp.Receiving", "Microsoft.Extensions", "System.Net.Sockets", "System.Net.Security")]
    [InlineData(typeof(Storage.IInstanceStore), "StoreScp", "Microsoft.Extensions", "System.Net", "Microsoft.Data")]
    [InlineData(typeof(Receiving.Memory.MemoryBudget), "Microsoft.Data", "System.Net.Sockets", "Microsoft.AspNetCore")]
    public void An_assembly_does_not_depend_on(Type inside, params string[] forbidden) =>
        inside.Assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Should().NotContain(name => forbidden.Any(prefix => name == prefix || name.StartsWith(prefix + '.')));

    private static IEnumerable<string> References(string project, string element)
    {
        var path = SourceProjects().Single(p => Path.GetFileNameWithoutExtension(p) == project);
        return XDocument.Load(path).Descendants(element).Select(reference => reference.Attribute("Include")!.Value);
    }

    /// <summary>Without what the template makes for vendors.</summary>
    private static IEnumerable<string> SourceProjects() =>
        Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith("Company-PluginName", StringComparison.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StoreScp.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("StoreScp.sln is above no folder of the test assembly.");
        return folder.FullName;
    }
}
