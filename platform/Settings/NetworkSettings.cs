namespace StoreScp.Platform.Settings;

/// <summary>A VPC of its own, or one that is there.</summary>
public sealed record NetworkSettings
{
    /// <summary>Empty: a new one.</summary>
    public required string VpcId { get; init; }

    public required string VpcCidr { get; init; }

    public required IReadOnlyList<string> PublicSubnetIds { get; init; }

    public required IReadOnlyList<string> PrivateSubnetIds { get; init; }

    /// <summary>Of the site, beside our own; empty: none.</summary>
    public required string SecurityGroupId { get; init; }

    /// <summary>Letters, as in eu-west-1a.</summary>
    public required IReadOnlyList<string> AvailabilityZones { get; init; }

    public required TaskEgress TaskEgress { get; init; }

    public required bool FlowLogs { get; init; }

    public bool IsNew => VpcId.Length == 0;

    public static NetworkSettings Read(SettingsReader r)
    {
        var settings = new NetworkSettings
        {
            VpcId = r.Text(
                new("VpcID", SettingType.String, "", "the id of a VPC (vpc-…), or empty: a new one", "The VPC to use.", "—"),
                text => text.StartsWith("vpc-", StringComparison.Ordinal)),
            VpcCidr = r.Text(
                new("VpcCIDR", SettingType.String, "10.70.0.0/16", "an IPv4 range; of a new VPC /16 to /22", "The addresses of the VPC, new or not.", "—"),
                SettingForms.IsCidr),
            PublicSubnetIds = r.List(
                new("PublicSubnetIDs", SettingType.Array, "[]", "ids of subnets (subnet-…) of VpcID", "Public subnets of an existing VPC.", "—"), IsSubnet),
            PrivateSubnetIds = r.List(
                new("PrivateSubnetIDs", SettingType.Array, "[]", "ids of subnets (subnet-…) of VpcID, with a way to AWS's services",
                    "Private subnets of an existing VPC, one in each availability zone.", "—"), IsSubnet),
            SecurityGroupId = r.Text(
                new("SecurityGroupID", SettingType.String, "", "the id of a security group (sg-…), or empty", "A security group that tasks have beside StoreSCP's own.", "—"),
                text => text.StartsWith("sg-", StringComparison.Ordinal)),
            AvailabilityZones = r.List(
                new("AvailabilityZones", SettingType.Array, "[\"a\",\"b\"]", "2 or 3 different letters, such as a and b", "The availability zones of a new VPC.",
                    "traffic between zones; NAT gateways and endpoints count by zone"),
                text => text is [>= 'a' and <= 'f']),
            TaskEgress = r.Choice<TaskEgress>(
                new("TaskEgress", SettingType.String, "NAT", "PublicIP, Endpoints, NAT",
                    "How tasks in a new VPC reach AWS: from public subnets; through interface endpoints alone; through NAT gateways. S3 and DynamoDB always have gateway endpoints.",
                    "PublicIP: some $4 a month for each task; NAT: some $33 a month for each zone, and traffic; Endpoints: some $7 a month for each of 7 endpoints in each zone, and traffic")),
            FlowLogs = r.Switch(
                new("FlowLogs", SettingType.Boolean, "true", "true, false", "Flow logs of a new VPC, in CloudWatch Logs.", "by volume of traffic records")),
        };
        settings.Check(r);
        return settings;
    }

    private static bool IsSubnet(string text) => text.StartsWith("subnet-", StringComparison.Ordinal);

    private void Check(SettingsReader r)
    {
        if (IsNew)
        {
            if (PublicSubnetIds.Count + PrivateSubnetIds.Count > 0)
                r.Add("PublicSubnetIDs, PrivateSubnetIDs", "set without VpcID; allowed: with the VpcID that they are in.");
            if (AvailabilityZones.Count is not (2 or 3) || AvailabilityZones.Distinct().Count() != AvailabilityZones.Count)
                r.Add("AvailabilityZones", $"[{string.Join(", ", AvailabilityZones)}]; allowed: 2 or 3 different letters.");
            if (SettingForms.IsCidr(VpcCidr) && !(System.Net.IPNetwork.Parse(VpcCidr).PrefixLength is >= 16 and <= 22))
                r.Add("VpcCIDR", $"\"{VpcCidr}\"; allowed for a new VPC: /16 to /22.");
        }
        else if (PrivateSubnetIds.Count < 2)
        {
            r.Add("PrivateSubnetIDs", "VpcID is set; allowed with it: at least two subnets, in different availability zones.");
        }
    }
}
