using System.Text.Json.Nodes;
using StoreScp.Platform.Tests.Policies;

namespace StoreScp.Platform.Tests.Mutations;

/// <summary>Network and load balancer, broken.</summary>
internal static class NetworkMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("Nobody comes in from everywhere", "everybody does", graph => graph.Set(NetworkPolicies.Ingress, "cidrIpv4", "0.0.0.0/0", "dicom-0")),
        new("Nobody comes in from everywhere", "everybody with IPv6 does", graph => graph.Set(NetworkPolicies.Ingress, "cidrIpv6", "::/0", "dicom-0")),
        new("PeerCIDRs reach the DICOM port, and no other address reaches anything", "one more", graph => graph.Copy(NetworkPolicies.Ingress, "more", rule => rule["cidrIpv4"] = "10.9.0.0/16")),
        new("PeerCIDRs reach the DICOM port, and no other address reaches anything", "one less", graph => graph.Without(NetworkPolicies.Ingress, "dicom-1")),
        new("PeerCIDRs reach the DICOM port, and no other address reaches anything", "another port", graph => graph.Set(NetworkPolicies.Ingress, "fromPort", 8080L, "dicom-0")),
        new("Tasks call peers at their ports, and HTTPS anywhere, and no other address", "any port", graph => graph.Set(NetworkPolicies.Egress, "fromPort", 1L, "peer-0")),
        new("Tasks call peers at their ports, and HTTPS anywhere, and no other address", "one more", graph => graph.Copy(NetworkPolicies.Egress, "more", rule => rule["cidrIpv4"] = "10.9.0.0/16")),
        new("The VPC's default security group is closed", "it is as AWS made it", graph => graph.Without(NetworkPolicies.DefaultGroup)),
        new("The VPC's default security group is closed", "it has rules", graph => graph.Set(NetworkPolicies.DefaultGroup, "ingress", new JsonArray())),
        new("Rules are resources of their own", "one is in its group", graph => graph.Set(NetworkPolicies.Group, "egress", new JsonArray())),
        new("Every rule is TCP, of one port, and says what it is for", "all protocols", graph => graph.Set(NetworkPolicies.Egress, "ipProtocol", "-1")),
        new("Every rule is TCP, of one port, and says what it is for", "a range of ports", graph => graph.Set(NetworkPolicies.Ingress, "toPort", 65535L)),
        new("EC2 takes the descriptions", "a quotation mark", graph => graph.Set(NetworkPolicies.Ingress, "description", "\"DICOM\"")),
        new("Subnets hand out no public addresses", "one does", graph => graph.Set(NetworkPolicies.Subnet, "mapPublicIpOnLaunch", true)),
        new("Subnets do not overlap and lie in the VPC", "two are the same", graph => graph.Set(NetworkPolicies.Subnet, "cidrBlock", graph.Of(NetworkPolicies.Subnet).Last().Text("cidrBlock"))),
        new("Subnets do not overlap and lie in the VPC", "one is elsewhere", graph => graph.Set(NetworkPolicies.Subnet, "cidrBlock", "192.168.0.0/24")),
        new("S3 and DynamoDB are reached from every subnet without leaving AWS", "S3 is not", graph => graph.Without(NetworkPolicies.Endpoint, "s3")),
        new("S3 and DynamoDB are reached from every subnet without leaving AWS", "one subnet is left out",
            graph => graph.Change(NetworkPolicies.Endpoint, inputs => inputs["routeTableIds"]!.AsArray().RemoveAt(0), "dynamodb")),

        new("The load balancer asks whether a task is ready, on a port of its own", "it asks whether it lives",
            graph => graph.Change(BalancerPolicies.Targets, inputs => inputs["healthCheck"]!["path"] = "/health/live")),
        new("The load balancer asks whether a task is ready, on a port of its own", "it asks the DICOM port",
            graph => graph.Change(BalancerPolicies.Targets, inputs => inputs["healthCheck"]!["port"] = "traffic-port")),
        new("Peers keep their addresses through the load balancer", "they do not", graph => graph.Set(BalancerPolicies.Targets, "preserveClientIp", "false")),
        new("The load balancer is a network one, across zones, with a security group", "an application one", graph => graph.Set(BalancerPolicies.Balancer, "loadBalancerType", "application")),
        new("The load balancer is a network one, across zones, with a security group", "without group", graph => graph.Set(BalancerPolicies.Balancer, "securityGroups", null)),
        new("The load balancer is internal unless the settings say otherwise", "it is public", graph => graph.Set(BalancerPolicies.Balancer, "internal", false)),
        new("The load balancer listens on SCPPort, with TLS where it has a certificate", "another port", graph => graph.Set(BalancerPolicies.Listener, "port", 104L)),
        new("Target group, service, container and security groups agree on the port", "the target group does not", graph => graph.Set(BalancerPolicies.Targets, "port", 104L)),
        new("Target group, service, container and security groups agree on the port", "the security group does not", graph => graph.Set(NetworkPolicies.Ingress, "fromPort", 104L, "dicom-tasks")),
    ];
}
