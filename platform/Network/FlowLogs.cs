using Pulumi;
using StoreScp.Platform.Access;
using StoreScp.Platform.Observability;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Network;

/// <summary>Who spoke with whom in the VPC, in CloudWatch Logs.</summary>
public sealed class FlowLogs : ComponentResource
{
    public FlowLogs(ResourceNames names, PlatformSettings settings, Input<string> vpcId, Output<string> keyArn, ComponentResourceOptions? options = null)
        : base("storescp:network:FlowLogs", names.Of("flow-logs"), options)
    {
        var log = EncryptedLog.Create(names, "flows", settings, keyArn, this);
        var role = new ServiceRole(names.Of("flow-logs"), new()
        {
            Description = "VPC flow logs into CloudWatch Logs",
            Service = "vpc-flow-logs.amazonaws.com",
            TrustConditions =
            [
                new("StringEquals", "aws:SourceAccount", names.AccountId),
                new("ArnLike", "aws:SourceArn", names.Arn("ec2", "vpc-flow-log/*")),
            ],
            Statements =
            [
                Grants.WriteLogs("FlowLogs", Output.Format($"{log.Arn}:*")),
                new("LookAtStreams", ["logs:DescribeLogStreams"], [log.Arn, Output.Format($"{log.Arn}:*")]),
                // Flow logs look for their group among all.
                new("LookForGroup", ["logs:DescribeLogGroups"], ["*"]),
            ],
            PermissionsBoundaryArn = settings.Environment.PermissionsBoundaryArn,
        }, new() { Parent = this });
        _ = new Aws.Ec2.FlowLog(names.Of("flow-logs"), new()
        {
            VpcId = vpcId,
            TrafficType = "ALL",
            LogDestinationType = "cloud-watch-logs",
            LogDestination = log.Arn,
            IamRoleArn = role.Arn,
            MaxAggregationInterval = 600,
        }, new() { Parent = this });
        RegisterOutputs();
    }
}
