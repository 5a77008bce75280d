using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Conformance;

/// <summary>A VPC that is there before an environment is: made first, under the ids that the settings name.</summary>
internal static class ExistingNetwork
{
    public const string Vpc = "vpc-0a1b2c3d";
    public const string Cidr = "10.5.0.0/16";
    public const string SecurityGroup = "sg-0a1b2c3d";
    public const string PrivateSubnetIds = """["subnet-0000000a","subnet-0000000b"]""";
    public const string PublicSubnetIds = """["subnet-0000000c","subnet-0000000d"]""";

    public static IEnumerable<RecordedResource> Of(PlatformGraph graph)
    {
        var like = graph.Of("aws:ec2/securityGroup:SecurityGroup").First();
        var region = graph.Environment.Value("Region");
        yield return Given(like, "aws:ec2/vpc:Vpc", Vpc, new() { ["cidrBlock"] = Cidr });
        foreach (var (index, id) in Ids(PrivateSubnetIds).Concat(Ids(PublicSubnetIds)).Index())
            yield return Given(like, "aws:ec2/subnet:Subnet", id, new() { ["vpcId"] = Vpc, ["cidrBlock"] = $"10.5.{index}.0/24", ["availabilityZone"] = region + (index % 2 == 0 ? 'a' : 'b') });
        yield return Given(like, "aws:ec2/securityGroup:SecurityGroup", SecurityGroup, new() { ["vpcId"] = Vpc, ["description"] = "of the site" });
    }

    private static IEnumerable<string> Ids(string json) => JsonNode.Parse(json)!.AsArray().Select(id => id!.GetValue<string>());

    private static RecordedResource Given(RecordedResource like, string type, string id, JsonObject inputs) =>
        like with { Type = type, Name = $"given {id}", Id = id, Inputs = inputs, Outputs = [], DependsOn = [] };
}
