using Pulumi;
using Pulumi.Aws.LB.Inputs;
using StoreScp.Platform.Network;
using StoreScp.Platform.Settings;
using StoreScp.Platform.Storage;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Ingress;

/// <summary>The network load balancer: TCP as it comes, so that client certificates reach the server, or TLS that ends here.</summary>
public sealed class DicomBalancer : ComponentResource
{
    public DicomBalancer(
        ResourceNames names, PlatformSettings settings, NetworkPlace place, Output<string> groupId, SecureBucket logs, ComponentResourceOptions? options = null)
        : base("storescp:ingress:DicomBalancer", names.Of("ingress"), options)
    {
        var (ingress, child) = (settings.Ingress, new CustomResourceOptions { Parent = this });
        var balancer = new Aws.LB.LoadBalancer(names.Prefix, new()
        {
            LoadBalancerType = "network",
            Internal = !ingress.IsInternetFacing,
            Subnets = (ingress.IsInternetFacing ? place.PublicSubnetIds : place.PrivateSubnetIds).ToList(),
            SecurityGroups = { groupId },
            EnableCrossZoneLoadBalancing = true,
            EnableDeletionProtection = settings.Environment.ProtectData,
            AccessLogs = new LoadBalancerAccessLogsArgs { Bucket = logs.Name, Prefix = LogBucket.NlbPrefix, Enabled = ingress.AccessLogs },
            // AWS tries to write when access logs are turned on: the bucket's policy must be there.
        }, new() { Parent = this, DependsOn = { logs } });
        var targets = new Aws.LB.TargetGroup(names.Prefix, new()
        {
            Port = ContainerPorts.Dicom,
            Protocol = "TCP",
            TargetType = "ip",
            VpcId = place.VpcId,
            // The server knows peers by their address.
            PreserveClientIp = "true",
            // The server drains by itself (docs/operations.md, "Start and stop").
            DeregistrationDelay = 120,
            ConnectionTermination = false,
            HealthCheck = new TargetGroupHealthCheckArgs
            {
                Protocol = "HTTP",
                Port = ContainerPorts.Admin.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Path = "/health/ready",
                Matcher = "200",
                Interval = 10,
                Timeout = 6,
                HealthyThreshold = 2,
                UnhealthyThreshold = 2,
            },
        }, child);
        var listener = new Aws.LB.Listener(names.Prefix, Listen(settings, balancer, targets), child);
        DnsName = balancer.DnsName;
        BalancerSuffix = balancer.ArnSuffix;
        TargetGroupSuffix = targets.ArnSuffix;
        // A service may only have a target group that a listener uses.
        TargetGroupArn = Output.Tuple(targets.Arn, listener.Arn).Apply(both => both.Item1);
        RegisterOutputs();
    }

    public Output<string> DnsName { get; }

    public Output<string> TargetGroupArn { get; }

    /// <summary>As CloudWatch's dimensions want it.</summary>
    public Output<string> BalancerSuffix { get; }

    public Output<string> TargetGroupSuffix { get; }

    private static Aws.LB.ListenerArgs Listen(PlatformSettings settings, Aws.LB.LoadBalancer balancer, Aws.LB.TargetGroup targets)
    {
        var args = new Aws.LB.ListenerArgs
        {
            LoadBalancerArn = balancer.Arn,
            Port = settings.Dicom.Port,
            DefaultActions = { new ListenerDefaultActionArgs { Type = "forward", TargetGroupArn = targets.Arn } },
        };
        if (settings.Ingress.TlsCertificateArn.Length == 0)
        {
            args.Protocol = "TCP";
            args.TcpIdleTimeoutSeconds = settings.Ingress.IdleTimeoutSeconds;
            return args;
        }
        args.Protocol = "TLS";
        args.CertificateArn = settings.Ingress.TlsCertificateArn;
        // TLS 1.2 and 1.3 with forward secrecy, as DICOM's BCP 195 profile wants (PS3.15 §B.12).
        args.SslPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";
        return args;
    }
}
