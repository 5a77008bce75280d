using Pulumi;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Network;

/// <summary>Ways to AWS's services that stay in its network: S3 and DynamoDB always, which costs nothing; the other ones where tasks have no way out.</summary>
public sealed class Endpoints : ComponentResource
{
    /// <summary>What a task speaks with: its image, its log, the workflow, keys, secrets and import jobs.</summary>
    private static readonly string[] Services =
    [
        "ecr.api", "ecr.dkr", "logs", "states", "kms", "secretsmanager", "medical-imaging",
    ];

    public Endpoints(
        ResourceNames names, NetworkSettings settings, Output<string> vpcId, IReadOnlyList<Input<string>> subnetIds, IReadOnlyList<Output<string>> routeTableIds,
        ComponentResourceOptions? options = null)
        : base("storescp:network:Endpoints", names.Of("endpoints"), options)
    {
        var child = new CustomResourceOptions { Parent = this };
        PrefixListIds =
        [
            .. new[] { "s3", "dynamodb" }.Select(service => (Input<string>)new Aws.Ec2.VpcEndpoint(names.Of(service), new()
            {
                VpcId = vpcId,
                ServiceName = $"com.amazonaws.{names.Region}.{service}",
                VpcEndpointType = "Gateway",
                RouteTableIds = routeTableIds.ToList(),
            }, child).PrefixListId),
        ];
        if (settings.TaskEgress == TaskEgress.Endpoints)
        {
            var group = new Aws.Ec2.SecurityGroup(
                names.Of("endpoints"), new() { VpcId = vpcId, Description = "Interface endpoints: HTTPS from tasks", RevokeRulesOnDelete = true }, child);
            SecurityGroupId = group.Id;
            foreach (var service in Services)
            {
                _ = new Aws.Ec2.VpcEndpoint(names.Of(service.Replace('.', '-')), new()
                {
                    VpcId = vpcId,
                    ServiceName = $"com.amazonaws.{names.Region}.{service}",
                    VpcEndpointType = "Interface",
                    SubnetIds = subnetIds.ToList(),
                    SecurityGroupIds = { group.Id },
                    PrivateDnsEnabled = true,
                }, child);
            }
        }
        RegisterOutputs();
    }

    public IReadOnlyList<Input<string>> PrefixListIds { get; }

    /// <summary>Null: there are no interface endpoints.</summary>
    public Output<string>? SecurityGroupId { get; }
}
