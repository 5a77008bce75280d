using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>The load balancer and what it looks at.</summary>
internal static class BalancerPolicies
{
    public const string Balancer = "aws:lb/loadBalancer:LoadBalancer";
    public const string Targets = "aws:lb/targetGroup:TargetGroup";
    public const string Listener = "aws:lb/listener:Listener";
    private const string Service = "aws:ecs/service:Service";

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("The load balancer asks whether a task is ready, on a port of its own", graph => graph.Of(Targets).Where(targets => targets.Inputs["healthCheck"] is not { } check
            || Text(check, "path") != "/health/ready" || Text(check, "protocol") != "HTTP" || Text(check, "port") != "8080").Select(targets => targets.Name)),
        new("Peers keep their addresses through the load balancer", graph => graph.Of(Targets).Where(targets => targets.Text("preserveClientIp") != "true").Select(targets => targets.Name)),
        new("The load balancer is a network one, across zones, with a security group", graph => graph.Of(Balancer).Where(balancer =>
            balancer.Text("loadBalancerType") != "network" || balancer.Inputs["enableCrossZoneLoadBalancing"]?.GetValue<bool>() != true
            || (!graph.IsPreview && balancer.Inputs["securityGroups"]?.AsArray().Count != 1)).Select(balancer => balancer.Name)),
        new("The load balancer is internal unless the settings say otherwise", graph => graph.Of(Balancer)
            .Where(balancer => balancer.Inputs["internal"]?.GetValue<bool>() != !bool.Parse(graph.Environment.Value("InternetFacing"))).Select(balancer => balancer.Name)),
        new("The load balancer listens on SCPPort, with TLS where it has a certificate", graph => graph.Of(Listener).Where(listener =>
            listener.Inputs["port"]?.ToString() != graph.Environment.Value("SCPPort")
            || listener.Text("protocol") != (graph.Environment.Value("TLSCertificateARN").Length > 0 ? "TLS" : "TCP")).Select(listener => listener.Name)),
        new("Target group, service, container and security groups agree on the port", PortsDiffer) { NeedsKnown = true },
    ];

    private static IEnumerable<string> PortsDiffer(PlatformGraph graph)
    {
        var ports = new[]
        {
            graph.Of(Targets).Single().Inputs["port"]!.ToString(),
            graph.Of(Service).Single().Inputs["loadBalancers"]![0]!["containerPort"]!.ToString(),
            Variables.Containers(graph).Single(container => container["portMappings"] is not null)["portMappings"]![0]!["containerPort"]!.ToString(),
            NetworkPolicies.Ports(graph.Single(NetworkPolicies.Ingress, BucketPolicies.NameOf(graph, "dicom-tasks"))),
            NetworkPolicies.Ports(graph.Single(NetworkPolicies.Egress, BucketPolicies.NameOf(graph, "dicom"))),
            Variables.OfServer(graph).Single(variable => variable is { Key: "STORESCP__Scp__Port" or "STORESCP__Tls__Port", Value: not "none" }).Value,
        };
        return ports.Distinct().Count() == 1 ? [] : [string.Join(", ", ports)];
    }

    private static string? Text(JsonNode node, string key) => node[key]?.GetValue<string>();
}
