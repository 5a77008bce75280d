using System.Security.Cryptography;
using System.Text;

namespace StoreScp.Platform.Graph.Recording;

/// <summary>What AWS would answer: ids, ARNs and names in its forms, the same for the same resource, and of no two resources the same.</summary>
internal sealed class InventedOutputs(string region, string account)
{
    private const string Suffix = "-0a1b2c3";

    public (string Id, Dictionary<string, object> State) Of(string type, string name, IReadOnlyDictionary<string, object> inputs)
    {
        var physical = Given(inputs, "name") ?? name + Suffix;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{type}::{name}")));
        string Arn(string service, string resource) => $"arn:aws:{service}:{region}:{account}:{resource}";
        (string, Dictionary<string, object>) Made(string id, params (string Key, object Value)[] outputs) =>
            (id, outputs.ToDictionary(output => output.Key, output => output.Value));

        switch (type)
        {
            case "aws:s3/bucket:Bucket":
                var bucket = Given(inputs, "bucket") ?? name + Suffix;
                return Made(bucket, ("bucket", bucket), ("arn", $"arn:aws:s3:::{bucket}"));
            case "aws:kms/key:Key":
                var keyId = $"{hash[..8]}-{hash[8..12]}-4{hash[13..16]}-a{hash[17..20]}-{hash[20..32]}";
                return Made(keyId, ("keyId", keyId), ("arn", Arn("kms", $"key/{keyId}")));
            case "aws:iam/role:Role":
                return Made(physical, ("name", physical), ("arn", $"arn:aws:iam::{account}:role/{physical}"));
            case "aws:iam/rolePolicy:RolePolicy":
                return Made($"{Given(inputs, "role")}:{physical}", ("name", physical));
            case "aws:dynamodb/table:Table":
                return Made(physical, ("name", physical), ("arn", Arn("dynamodb", $"table/{physical}")));
            case "aws:lambda/function:Function":
                return Made(physical, ("name", physical), ("arn", Arn("lambda", $"function:{physical}")));
            case "aws:sfn/stateMachine:StateMachine":
                var machine = Arn("states", $"stateMachine:{physical}");
                return Made(machine, ("name", physical), ("arn", machine));
            case "aws:cloudwatch/logGroup:LogGroup":
                return Made(physical, ("name", physical), ("arn", Arn("logs", $"log-group:{physical}")));
            case "aws:cloudwatch/metricAlarm:MetricAlarm":
                return Made(physical, ("name", physical), ("arn", Arn("cloudwatch", $"alarm:{physical}")));
            case "aws:cloudwatch/dashboard:Dashboard":
                var dashboard = Given(inputs, "dashboardName")!;
                return Made(dashboard, ("dashboardName", dashboard), ("dashboardArn", $"arn:aws:cloudwatch::{account}:dashboard/{dashboard}"));
            case "aws:sqs/queue:Queue":
                var url = $"https://sqs.{region}.amazonaws.com/{account}/{physical}";
                return Made(url, ("name", physical), ("url", url), ("arn", Arn("sqs", physical)));
            case "aws:sns/topic:Topic":
                return Made(Arn("sns", physical), ("name", physical), ("arn", Arn("sns", physical)));
            case "aws:lb/loadBalancer:LoadBalancer":
                var balancer = $"net/{physical}/{hash[..16]}";
                return Made(Arn("elasticloadbalancing", $"loadbalancer/{balancer}"), ("name", physical), ("arnSuffix", balancer), ("zoneId", "Z" + hash[..13].ToUpperInvariant()),
                    ("arn", Arn("elasticloadbalancing", $"loadbalancer/{balancer}")), ("dnsName", $"{physical}-{hash[..16]}.elb.{region}.amazonaws.com"));
            case "aws:lb/targetGroup:TargetGroup":
                var group = $"targetgroup/{physical}/{hash[..16]}";
                return Made(Arn("elasticloadbalancing", group), ("name", physical), ("arnSuffix", group), ("arn", Arn("elasticloadbalancing", group)));
            case "aws:ecs/cluster:Cluster":
                return Made(Arn("ecs", $"cluster/{physical}"), ("name", physical), ("arn", Arn("ecs", $"cluster/{physical}")));
            case "aws:ecs/service:Service":
                return Made(Arn("ecs", $"service/{physical}"), ("name", physical));
            case "aws:ecs/taskDefinition:TaskDefinition":
                return Made(Given(inputs, "family")!, ("revision", 1), ("arn", Arn("ecs", $"task-definition/{Given(inputs, "family")}:1")));
            case "aws:cloudformation/stack:Stack":
                return Made(Arn("cloudformation", $"stack/{physical}/{hash[..12]}"), ("outputs", new Dictionary<string, object> { ["DatastoreId"] = hash[..32] }));
            case "aws:ec2/eip:Eip":
                return Made($"eipalloc-{hash[..17]}", ("allocationId", $"eipalloc-{hash[..17]}"));
            case "aws:ec2/vpcEndpoint:VpcEndpoint":
                return Made($"vpce-{hash[..17]}", ("prefixListId", $"pl-{hash[..17]}"), ("arn", Arn("ec2", $"vpc-endpoint/vpce-{hash[..17]}")));
            default:
                var kind = type[(type.LastIndexOf(':') + 1)..];
                var id = $"{IdPrefix(kind)}-{hash[..17]}";
                return Made(id, ("name", physical), ("arn", Arn(type.Split(':')[1].Split('/')[0], $"{kind}/{id}")));
        }
    }

    private static string IdPrefix(string kind) => kind switch
    {
        "Vpc" => "vpc",
        "Subnet" => "subnet",
        "SecurityGroup" or "DefaultSecurityGroup" => "sg",
        "RouteTable" => "rtb",
        "InternetGateway" => "igw",
        "NatGateway" => "nat",
        "SecurityGroupIngressRule" or "SecurityGroupEgressRule" => "sgr",
        _ => kind.ToLowerInvariant(),
    };

    private static string? Given(IReadOnlyDictionary<string, object> inputs, string key) => inputs.GetValueOrDefault(key) as string;
}
