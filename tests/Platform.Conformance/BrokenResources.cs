using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Conformance;

/// <summary>Resources of an environment, and behind them copies of some with one mistake each: what the run must find.</summary>
internal static class BrokenResources
{
    /// <summary>Name of the copy, type, what is wrong with its inputs, kind of problem, part of what is said.</summary>
    public static readonly (string Name, string Type, Action<JsonObject> Break, string Kind, string Says)[] All =
    [
        ("no-such-vpc", "aws:ec2/subnet:Subnet", inputs => inputs["vpcId"] = "vpc-0000000000", "refused", "InvalidVpcID.NotFound"),
        ("outside-the-vpc", "aws:ec2/subnet:Subnet", inputs => inputs["cidrBlock"] = "192.168.0.0/24", "refused", "InvalidSubnet.Range"),
        ("no-such-group", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", inputs => inputs["securityGroupId"] = "sg-0000000000", "refused", "InvalidGroup.NotFound"),
        ("misspelled", "aws:ec2/vpc:Vpc", inputs => inputs["cidrBlok"] = "10.0.0.0/16", "not in the API", "no cidrBlok"),
        ("protocol", "aws:lb/targetGroup:TargetGroup", inputs => inputs["protocol"] = "TPC", "not in the API", "protocol: TPC is none of"),
        ("port", "aws:lb/listener:Listener", inputs => inputs["port"] = 70000.0, "not in the API", "port: 70000 is not within 1 and 65535"),
        ("half", "aws:lambda/function:Function", inputs => inputs["memorySize"] = 512.5, "not in the API", "512.5 is not a whole number"),
        ("no-such-role", "aws:lambda/function:Function", inputs => inputs["role"] = "arn:aws:iam::111122223333:role/none", "refused", "role"),
        ("no-json", "aws:iam/rolePolicy:RolePolicy", inputs => inputs["policy"] = "{", "refused", "MalformedPolicyDocument"),
        ("no-actions", "aws:iam/rolePolicy:RolePolicy", inputs => inputs["policy"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*"}]}""", "refused", "MalformedPolicyDocument"),
        ("nowhere", "aws:sfn/stateMachine:StateMachine", inputs => (inputs["name"], inputs["definition"]) = ("nowhere", """{"StartAt":"A","States":{"A":{"Type":"Tusk"}}}"""), "refused", "ASLParserException"),
        ("container", "aws:ecs/taskDefinition:TaskDefinition", inputs => inputs["containerDefinitions"] = """[{"name":"server","image":"i","readonlyRoot":true}]""", "not in the API", "no readonlyRoot"),
        ("retention", "aws:cloudwatch/logGroup:LogGroup", inputs => (inputs["name"], inputs["retentionInDays"]) = ("retention", "soon"), "refused", "could not convert"),
        ("forgotten", "aws:kms/key:Key", inputs => inputs["tags"] = new JsonObject { ["a"] = new JsonArray() }, "refused", "Parameter validation failed"),
        ("endpoint", "aws:ec2/vpcEndpoint:VpcEndpoint", inputs => inputs["serviceName"] = "com.amazonaws.eu-west-1.nowhere", "unknown service", "nowhere"),
        ("of-nobody", "aws:s3/bucketPolicy:BucketPolicy", inputs => inputs["bucket"] = "storescp-none", "refused", "NoSuchBucket"),
    ];

    private const string Promised = "arn:aws:sns:eu-west-1:111122223333:promised-by-the-recorder";

    public static AppliedGraph In(AppliedGraph graph) => graph with
    {
        Resources =
        [
            .. graph.Resources,
            .. All.Select(broken => Broken(graph, broken.Name, broken.Type, broken.Break)),
            // Refers to what is made afterwards, and then has another ARN.
            Broken(graph, "promise", "aws:sns/topicPolicy:TopicPolicy", inputs => inputs["arn"] = Promised),
            Broken(graph, "promised", "aws:sns/topic:Topic", inputs => inputs["name"] = "other") with { Outputs = new() { ["arn"] = Promised } },
            Broken(graph, "unheard-of", "aws:sns/topic:Topic", _ => { }) with { Type = "aws:medicalimaging/datastore:Datastore" },
        ],
    };

    private static RecordedResource Broken(AppliedGraph graph, string name, string type, Action<JsonObject> mistake)
    {
        var copy = graph.Resources.First(resource => resource.Type == type) with { Name = name, Id = name + "-invented", Outputs = [] };
        var inputs = (JsonObject)copy.Inputs.DeepClone();
        mistake(inputs);
        return copy with { Inputs = inputs };
    }
}
