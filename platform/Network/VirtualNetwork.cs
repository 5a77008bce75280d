using Pulumi;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Network;

/// <summary>A new VPC: public and private subnets in two or three availability zones, gateway endpoints, and what TaskEgress asks for.</summary>
public sealed class VirtualNetwork : ComponentResource
{
    private readonly ResourceNames _names;
    private readonly CustomResourceOptions _child;

    public VirtualNetwork(ResourceNames names, NetworkSettings settings, ComponentResourceOptions? options = null)
        : base("storescp:network:VirtualNetwork", names.Of("network"), options)
    {
        (_names, _child) = (names, new() { Parent = this });
        var vpc = new Aws.Ec2.Vpc(names.Prefix, new()
        {
            CidrBlock = settings.VpcCidr,
            EnableDnsSupport = true,
            EnableDnsHostnames = true,
            Tags = Named("vpc"),
        }, _child);
        // Closed, since it belongs to every thing that forgets to name a group.
        _ = new Aws.Ec2.DefaultSecurityGroup(names.Prefix, new() { VpcId = vpc.Id }, _child);
        var gateway = new Aws.Ec2.InternetGateway(names.Prefix, new() { VpcId = vpc.Id, Tags = Named("internet") }, _child);

        var publicTable = Table(vpc, "public");
        _ = new Aws.Ec2.Route(names.Of("public"), new() { RouteTableId = publicTable.Id, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway.Id }, _child);
        List<Aws.Ec2.RouteTable> tables = [publicTable];
        List<Input<string>> publicSubnets = [], privateSubnets = [];
        foreach (var (zone, letter) in settings.AvailabilityZones.Index())
        {
            var outside = Subnet(vpc, publicTable, $"public-{letter}", AddressPlan.Public(settings.VpcCidr, zone), letter);
            var privateTable = Table(vpc, $"private-{letter}");
            privateSubnets.Add(Subnet(vpc, privateTable, $"private-{letter}", AddressPlan.Private(settings.VpcCidr, zone), letter).Id);
            publicSubnets.Add(outside.Id);
            tables.Add(privateTable);
            if (settings.TaskEgress == TaskEgress.NAT)
                Nat(outside, privateTable, gateway, letter);
        }

        var endpoints = new Endpoints(names, settings, vpc.Id, privateSubnets, [.. tables.Select(table => table.Id)], new() { Parent = this });
        Place = new()
        {
            VpcId = vpc.Id,
            PublicSubnetIds = publicSubnets,
            PrivateSubnetIds = privateSubnets,
            Ways = this,
            TasksArePublic = settings.TaskEgress == TaskEgress.PublicIP,
            PrefixListIds = settings.TaskEgress == TaskEgress.Endpoints ? endpoints.PrefixListIds : null,
            EndpointSecurityGroupId = endpoints.SecurityGroupId is { } id ? (Input<string>)id : null,
        };
        RegisterOutputs();
    }

    public NetworkPlace Place { get; }

    private Aws.Ec2.RouteTable Table(Aws.Ec2.Vpc vpc, string what) => new(_names.Of(what), new() { VpcId = vpc.Id, Tags = Named(what) }, _child);

    private Aws.Ec2.Subnet Subnet(Aws.Ec2.Vpc vpc, Aws.Ec2.RouteTable table, string what, string cidr, string letter)
    {
        var subnet = new Aws.Ec2.Subnet(_names.Of(what), new()
        {
            VpcId = vpc.Id,
            CidrBlock = cidr,
            AvailabilityZone = _names.Region + letter,
            MapPublicIpOnLaunch = false,
            Tags = Named(what),
        }, _child);
        _ = new Aws.Ec2.RouteTableAssociation(_names.Of(what), new() { RouteTableId = table.Id, SubnetId = subnet.Id }, _child);
        return subnet;
    }

    private void Nat(Aws.Ec2.Subnet outside, Aws.Ec2.RouteTable inside, Aws.Ec2.InternetGateway internet, string letter)
    {
        var what = $"nat-{letter}";
        var address = new Aws.Ec2.Eip(_names.Of(what), new() { Domain = "vpc", Tags = Named(what) }, new() { Parent = this, DependsOn = { internet } });
        var nat = new Aws.Ec2.NatGateway(
            _names.Of(what), new() { AllocationId = address.AllocationId, SubnetId = outside.Id, Tags = Named(what) }, new() { Parent = this, DependsOn = { internet } });
        _ = new Aws.Ec2.Route(_names.Of(what), new() { RouteTableId = inside.Id, DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = nat.Id }, _child);
    }

    private InputMap<string> Named(string what) => new() { ["Name"] = _names.Of(what) };
}
