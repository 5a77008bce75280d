using StoreScp.Plugins.Hosting.Folders;

namespace StoreScp.Hosting.Tests;

public sealed class ManifestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("storescp-manifest-").FullName;

    [Theory]
    [InlineData("""{ "name": "P", "version": "1.0.0", "assembly": "P.dll" }""", "handlers")]
    [InlineData("""{ "name": "P", "version": "1.0", "assembly": "P.dll", "handlers": [{ "name": "h", "type": "T" }] }""", "'version' is '1.0'")]
    [InlineData("""{ "name": " ", "version": "1.0.0", "assembly": "P.dll", "handlers": [{ "name": "h", "type": "T" }] }""", "'name'")]
    [InlineData("""{ "name": "P", "version": "1.0.0", "assembly": "../P.dll", "handlers": [{ "name": "h", "type": "T" }] }""", "'assembly' is '../P.dll'")]
    [InlineData("""{ "name": "P", "version": "1.0.0", "assembly": "P.dll", "handlers": [] }""", "names no handler")]
    [InlineData("""{ "name": "P", "version": "1.0.0", "assembly": "P.dll", "handlers": [{ "name": "h", "type": "T" }, { "name": "H", "type": "T" }] }""", "'H' twice|'h' twice")]
    [InlineData("""{ "name": "P", "version": "1.0.0", "assembly": "P.dll", "handlers": [{ "name": "h", "type": "" }] }""", "'handlers[0].type' is empty")]
    [InlineData("""{ "name": "P", "version": "1.0.0", "assembly": "P.dll", "handlers": [{ "name": "h", "type": "T", "needs": "Everything" }] }""", "member 'handlers[0].needs'")]
    [InlineData("""{ "name": "P", "version": "1.0.0", "assembly": "P.dll", "handlers": [{ "name": "h", "type": "T", "needs": 1 }] }""", "member 'handlers[0].needs'")]
    [InlineData("""{ "name": "P", "version": "1.0.0", "assembly": "P.dll", "handlers": [{ "name": "h", "type": "T", "protects": true }] }""", "protects")]
    [InlineData("""{ "name": null, "version": "1.0.0", "assembly": "P.dll", "handlers": [{ "name": "h", "type": "T" }] }""", "name")]
    [InlineData("null", "no JSON object")]
    [InlineData("{", "line 1")]
    public void A_mistake_is_told_with_file_and_member(string json, string mistake)
    {
        var path = Path.Combine(_folder, "plugin.json");
        File.WriteAllText(path, json);
        ManifestReader.Read(_folder, out var told).Should().BeNull();
        told.Should().StartWith($"'{path}'").And.ContainAny(mistake.Split('|'));
    }

    [Fact]
    public void The_order_of_versions_is_that_of_semver_org()
    {
        // semver.org 2.0.0 §11, its own examples.
        string[] ascending = ["0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1", "2.1.10"];
        ascending.Reverse().Select(Parse).Order().Select(version => version.Text).Should().Equal(ascending);
        Parse("1.0.0+a").Should().Be(Parse("1.0.0+b"));
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("01.2.3")]
    [InlineData("1.2.-3")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3+")]
    [InlineData("v1.2.3")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_semantic_version_is_none(string? text) => SemanticVersion.TryParse(text, out _).Should().BeFalse();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static SemanticVersion Parse(string text)
    {
        SemanticVersion.TryParse(text, out var version).Should().BeTrue();
        return version!;
    }
}
