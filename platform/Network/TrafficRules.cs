using Pulumi;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Network;

/// <summary>Who speaks with whom: PeerCIDRs with the load balancer, it with tasks, tasks with AWS and with the peers that they call. Nothing else.</summary>
public sealed class TrafficRules : ComponentResource
{
    private const string Anywhere = "0.0.0.0/0";

    private readonly ResourceNames _names;
    private readonly CustomResourceOptions _child;

    public TrafficRules(ResourceNames names, DicomSettings dicom, NetworkPlace place, ComponentResourceOptions? options = null)
        : base("storescp:network:TrafficRules", names.Of("traffic"), options)
    {
        (_names, _child) = (names, new() { Parent = this });
        var balancer = Group("balancer", "Load balancer: DICOM from the peers", place);
        var tasks = Group("tasks", "Tasks: from the load balancer; to AWS and to the peers that they call", place);
        (BalancerGroupId, TaskGroupId) = (balancer.Id, tasks.Id);

        foreach (var (index, cidr) in dicom.PeerCidrs.Index())
            Ingress($"dicom-{index}", balancer, dicom.Port, "DICOM from the site", cidr: cidr);
        Pair("dicom", balancer, tasks, ContainerPorts.Dicom, "DICOM to tasks");
        Pair("health", balancer, tasks, ContainerPorts.Admin, "Health checks of tasks");
        foreach (var (index, peer) in dicom.Peers.Where(peer => peer.IsCalled).Index())
            Egress($"peer-{index}", tasks, peer.Port!.Value, $"Associations to {Describable(peer.AETitle)}", cidr: peer.CIDR!);
        if (place.EndpointSecurityGroupId is { } endpoints)
        {
            Egress("endpoints", tasks, 443, "Interface endpoints", group: endpoints);
            Ingress("endpoints", endpoints, 443, "HTTPS from tasks", group: tasks.Id);
        }
        if (place.PrefixListIds is null)
            Egress("aws", tasks, 443, "Services of AWS", cidr: Anywhere);
        else
            foreach (var (index, list) in place.PrefixListIds.Index())
                Egress($"gateway-{index}", tasks, 443, "S3 and DynamoDB", prefixList: list);
        RegisterOutputs();
    }

    public Output<string> BalancerGroupId { get; }

    public Output<string> TaskGroupId { get; }

    /// <summary>EC2 takes fewer characters in a description than DICOM in an AE title.</summary>
    private static string Describable(string aeTitle) => string.Concat(aeTitle.Select(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '_' or '-' ? c : '_'));

    private Aws.Ec2.SecurityGroup Group(string what, string description, NetworkPlace place) =>
        new(_names.Of(what), new() { VpcId = place.VpcId, Description = description, RevokeRulesOnDelete = true }, _child);

    private void Pair(string what, Aws.Ec2.SecurityGroup from, Aws.Ec2.SecurityGroup to, int port, string description)
    {
        Egress(what, from, port, description, group: to.Id);
        Ingress($"{what}-tasks", to.Id, port, description, group: from.Id);
    }

    private void Ingress(string what, Aws.Ec2.SecurityGroup at, int port, string description, Input<string>? cidr = null) => Ingress(what, at.Id, port, description, cidr);

    private void Ingress(string what, Input<string> at, int port, string description, Input<string>? cidr = null, Input<string>? group = null) =>
        _ = new Aws.Vpc.SecurityGroupIngressRule(_names.Of(what), new()
        {
            SecurityGroupId = at,
            IpProtocol = "tcp",
            FromPort = port,
            ToPort = port,
            CidrIpv4 = cidr,
            ReferencedSecurityGroupId = group,
            Description = description,
        }, _child);

    private void Egress(
        string what, Aws.Ec2.SecurityGroup from, int port, string description, Input<string>? cidr = null, Input<string>? group = null, Input<string>? prefixList = null) =>
        _ = new Aws.Vpc.SecurityGroupEgressRule(_names.Of(what), new()
        {
            SecurityGroupId = from.Id,
            IpProtocol = "tcp",
            FromPort = port,
            ToPort = port,
            CidrIpv4 = cidr,
            ReferencedSecurityGroupId = group,
            PrefixListId = prefixList,
            Description = description,
        }, _child);
}
