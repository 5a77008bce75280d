using System.Text.Json;
using System.Text.RegularExpressions;
using StoreScp.Platform.Graph;
using StoreScp.Platform.Settings;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>Who reaches whom.</summary>
internal static partial class NetworkPolicies
{
    public const string Ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    public const string Egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    public const string Group = "aws:ec2/securityGroup:SecurityGroup";
    public const string Subnet = "aws:ec2/subnet:Subnet";
    public const string Endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
    public const string DefaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
    private const string Vpc = "aws:ec2/vpc:Vpc";
    private const string Anywhere = "0.0.0.0/0";

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Nobody comes in from everywhere", graph => graph.Of(Ingress).Where(rule => rule.Text("cidrIpv4") is Anywhere || rule.Text("cidrIpv6") is not null).Select(rule => rule.Name)),
        new("PeerCIDRs reach the DICOM port, and no other address reaches anything", graph =>
            Differences(graph.Of(Ingress).Where(rule => rule.Text("cidrIpv4") is not null).Select(rule => $"{rule.Text("cidrIpv4")} {Ports(rule)}"),
                PeerCidrs(graph).Select(cidr => $"{cidr} {graph.Environment.Value("SCPPort")}"))),
        new("Tasks call peers at their ports, and HTTPS anywhere, and no other address", graph =>
            Differences(graph.Of(Egress).Where(rule => rule.Text("cidrIpv4") is not null).Select(rule => $"{rule.Text("cidrIpv4")} {Ports(rule)}"),
                CalledPeers(graph).Select(peer => $"{peer.CIDR} {peer.Port}").Concat(TasksGoAnywhere(graph) ? [$"{Anywhere} 443"] : []))),
        new("The VPC's default security group is closed", graph => graph.Of(DefaultGroup).Count() != graph.Of(Vpc).Count() ? ["there is none"]
            : graph.Of(DefaultGroup).Where(group => group.Inputs.ContainsKey("ingress") || group.Inputs.ContainsKey("egress")).Select(group => group.Name)),
        new("Rules are resources of their own", graph => graph.Of(Group).Where(group => group.Inputs.ContainsKey("ingress") || group.Inputs.ContainsKey("egress")).Select(group => group.Name)),
        new("Every rule is TCP, of one port, and says what it is for", graph => graph.Of(Ingress).Concat(graph.Of(Egress))
            .Where(rule => rule.Text("ipProtocol") != "tcp" || rule.Inputs["fromPort"]?.ToString() != rule.Inputs["toPort"]?.ToString()
            || string.IsNullOrEmpty(rule.Text("description"))).Select(rule => rule.Name)),
        new("EC2 takes the descriptions", graph => graph.Resources.Where(resource => resource.Type is Ingress or Egress or Group && !Description().IsMatch(resource.Text("description") ?? "")).Select(resource => resource.Name)),
        new("Subnets hand out no public addresses", graph => graph.Of(Subnet).Where(subnet => subnet.Inputs["mapPublicIpOnLaunch"]?.GetValue<bool>() != false).Select(subnet => subnet.Name)),
        new("Subnets do not overlap and lie in the VPC", Overlaps),
        new("S3 and DynamoDB are reached from every subnet without leaving AWS", GatewaysMissing) { NeedsKnown = true },
    ];

    public static string Ports(RecordedResource rule) => rule.Inputs["fromPort"]!.ToString();

    private static IEnumerable<string> PeerCidrs(PlatformGraph graph) => JsonSerializer.Deserialize<string[]>(graph.Environment.Value("PeerCIDRs"))!;

    private static IEnumerable<PeerSettings> CalledPeers(PlatformGraph graph) =>
        JsonSerializer.Deserialize<PeerSettings[]>(graph.Environment.Value("Peers"))!.Where(peer => peer.IsCalled);

    private static bool TasksGoAnywhere(PlatformGraph graph) => graph.Environment.Value("VpcID").Length > 0 || graph.Environment.Value("TaskEgress") != nameof(TaskEgress.Endpoints);

    private static IEnumerable<string> Differences(IEnumerable<string> found, IEnumerable<string> wanted)
    {
        var (isThere, shouldBe) = (found.ToHashSet(), wanted.ToHashSet());
        return isThere.Except(shouldBe).Select(each => $"{each} is too much").Concat(shouldBe.Except(isThere).Select(each => $"{each} is missing"));
    }

    private static IEnumerable<string> Overlaps(PlatformGraph graph)
    {
        var networks = graph.Of(Subnet).Select(subnet => System.Net.IPNetwork.Parse(subnet.Text("cidrBlock")!)).ToList();
        var vpc = System.Net.IPNetwork.Parse(graph.Environment.Value("VpcCIDR"));
        return networks.Where((network, index) => !vpc.Contains(network.BaseAddress) || networks.Take(index).Any(other => other.Contains(network.BaseAddress) || network.Contains(other.BaseAddress)))
            .Select(network => network.ToString());
    }

    private static IEnumerable<string> GatewaysMissing(PlatformGraph graph)
    {
        var tables = graph.Of("aws:ec2/routeTable:RouteTable").Select(table => table.Id).ToHashSet();
        return tables.Count == 0 ? [] : new[] { "s3", "dynamodb" }.Where(service => !graph.Of(Endpoint).Any(endpoint =>
            endpoint.Text("serviceName") == $"com.amazonaws.{graph.Environment.Value("Region")}.{service}" && endpoint.Text("vpcEndpointType") == "Gateway"
            && tables.SetEquals(endpoint.Inputs["routeTableIds"]!.AsArray().Select(id => id!.GetValue<string>()))));
    }

    /// <summary>What EC2 allows in the description of a group or a rule.</summary>
    [GeneratedRegex(@"\A[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{1,255}\z")]
    private static partial Regex Description();
}
