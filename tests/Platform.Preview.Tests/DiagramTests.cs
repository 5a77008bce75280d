using System.Text.RegularExpressions;
using StoreScp.Platform.Preview.Diagrams;

namespace StoreScp.Platform.Preview;

public sealed partial class DiagramTests
{
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task The_diagram_in_the_documentation_is_of_the_program(string environment) =>
        Approved.Block("docs/platform.md", $"<!-- diagram {environment} -->", $"<!-- end {environment} -->", $"```mermaid\n{Diagram.Mermaid(await Recorded.GraphAsync(environment))}```\n");

    [Fact]
    public async Task Arrows_are_the_way_of_an_image()
    {
        var arrows = await ArrowsAsync("prod");
        arrows.Should().Contain(
        [
            ("Peers", "Network load balancer"), ("Network load balancer", "Server on Fargate"), ("Server on Fargate", "Bucket dicom"), ("Server on Fargate", "Ledger"),
            ("Server on Fargate", "Import workflow"), ("Import workflow", "10 × Function"), ("10 × Function", "Ledger"), ("10 × Function", "HealthImaging default"), ("29 × Alarm", "Alarm topic"),
        ]);
        arrows.Should().OnlyHaveUniqueItems();
        arrows.Where(arrow => arrow.From == "2 × Schedule").Should().BeEquivalentTo([("2 × Schedule", "10 × Function"), ("2 × Schedule", "Dead letters")], "the schedules' role may do nothing else");
    }

    [Fact]
    public async Task Where_no_peer_may_send_no_arrow_says_so() => (await ArrowsAsync("dev")).Should().NotContain(arrow => arrow.From == "Peers");

    private static async Task<List<(string From, string To)>> ArrowsAsync(string environment)
    {
        string text = Diagram.Mermaid(await Recorded.GraphAsync(environment));
        var titles = Box().Matches(text).ToDictionary(box => box.Groups[1].Value, box => box.Groups[2].Value);
        return [.. Arrow().Matches(text).Select(arrow => (titles[arrow.Groups[1].Value], titles[arrow.Groups[2].Value]))];
    }

    [GeneratedRegex(@"(\w+)\(?\[""([^""]+)""\]")]
    private static partial Regex Box();

    [GeneratedRegex(@"(\w+) -->(?:\|\w+\|)? (\w+)")]
    private static partial Regex Arrow();
}
