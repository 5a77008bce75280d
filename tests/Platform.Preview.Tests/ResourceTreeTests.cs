namespace StoreScp.Platform.Preview;

public sealed class ResourceTreeTests
{
    [Fact]
    public async Task The_tree_has_every_resource_once_below_its_component()
    {
        var graph = await Recorded.GraphAsync("prod");
        string[] lines = ResourceTree.Text(graph).Split("\n\nOutputs\n")[0].Split('\n')[1..];
        lines.Should().HaveCount(graph.Resources.Count);
        lines.Count(line => line.Contains("─ kms Key storescp-prod-key")).Should().Be(1);
        int component = Array.FindIndex(lines, line => line.EndsWith("─ EnvironmentKey storescp-prod-key", StringComparison.Ordinal));
        lines[component + 1].Should().StartWith("│  ").And.Contain("kms Key");
    }

    [Fact]
    public async Task What_is_protected_says_so()
    {
        ResourceTree.Text(await Recorded.GraphAsync("prod")).Should().Contain("dynamodb Table storescp-prod-ledger  [protected; kept when deleted here");
        ResourceTree.Text(await Recorded.GraphAsync("dev")).Should().NotContain("[protected");
    }

    [Fact]
    public async Task The_outputs_are_at_its_end() =>
        ResourceTree.Text(await Recorded.GraphAsync("dev")).Split("\n\nOutputs\n")[1].Should().Contain("NetworkLoadBalancerDNS: ");
}
