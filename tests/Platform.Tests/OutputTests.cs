namespace StoreScp.Platform.Tests;

/// <summary>What `pulumi up` says at its end.</summary>
public sealed class OutputTests
{
    [Fact]
    public async Task The_outputs_lead_to_the_environment()
    {
        var graph = await Repository.GraphAsync("prod");
        graph.Outputs["NetworkLoadBalancerDNS"]!.GetValue<string>().Should().EndWith(".elb.eu-west-1.amazonaws.com");
        graph.Outputs["DICOMPort"]!.GetValue<int>().Should().Be(11112);
        graph.Outputs["DICOMAETitle"]!.GetValue<string>().Should().Be("ARCHIVE");
        graph.Outputs["DashboardURL"]!.GetValue<string>().Should().EndWith("dashboards:name=storescp-prod");
        graph.Outputs["BucketName"]!.GetValue<string>().Should().Be("storescp-prod-111122225555-eu-west-1-dicom");
        graph.Outputs["TableName"]!.GetValue<string>().Should().Be("storescp-prod-ledger");
        graph.Outputs["StateMachineARN"]!.GetValue<string>().Should().Be("arn:aws:states:eu-west-1:111122225555:stateMachine:storescp-prod-import");
        graph.Outputs["DatastoreID"]!.GetValue<string>().Should().MatchRegex("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task The_README_explains_every_output()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "environments", "README.md"));
        foreach (var output in (await Repository.GraphAsync("prod")).Outputs)
            readme.Should().Contain($"| `{output.Key}` |");
    }
}
