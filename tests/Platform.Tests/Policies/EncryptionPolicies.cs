using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>Everything that keeps something keeps it under our key.</summary>
internal static class EncryptionPolicies
{
    public const string Key = "aws:kms/key:Key";
    public const string LogGroup = "aws:cloudwatch/logGroup:LogGroup";

    /// <summary>Type → where it names its key.</summary>
    private static readonly (string Type, Func<RecordedResource, string?> KeyOf)[] Encrypted =
    [
        ("aws:dynamodb/table:Table", resource => resource.Inputs["serverSideEncryption"]?["kmsKeyArn"]?.GetValue<string>()),
        ("aws:sqs/queue:Queue", resource => resource.Text("kmsMasterKeyId")),
        ("aws:sns/topic:Topic", resource => resource.Text("kmsMasterKeyId")),
        (LogGroup, resource => resource.Text("kmsKeyId")),
        ("aws:lambda/function:Function", resource => resource.Text("kmsKeyArn")),
        ("aws:sfn/stateMachine:StateMachine", resource => resource.Inputs["encryptionConfiguration"]?["kmsKeyId"]?.GetValue<string>()),
        ("aws:scheduler/schedule:Schedule", resource => resource.Text("kmsKeyArn")),
        ("aws:ecs/cluster:Cluster", resource => resource.Inputs["configuration"]?["managedStorageConfiguration"]?["fargateEphemeralStorageKmsKeyId"]?.GetValue<string>()),
    ];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Whatever keeps something is encrypted with our key", NotEncrypted) { NeedsKnown = true },
        new("Every kind of thing that keeps something is there", graph => Encrypted.Where(each => !graph.Of(each.Type).Any()).Select(each => each.Type)),
        new("The key is rotated", graph => graph.Of(Key).Where(key => key.Inputs["enableKeyRotation"]?.GetValue<bool>() != true).Select(key => key.Name)),
        new("Logs are kept for as long as the settings say", graph => graph.Of(LogGroup)
            .Where(log => log.Inputs["retentionInDays"]?.ToString() != graph.Environment.Value("LogRetentionDays")).Select(log => log.Name)),
        new("Every log group is below the environment's folder, for which the key's policy is", graph => graph.Of(LogGroup)
            .Where(log => !log.Text("name")!.StartsWith($"/storescp/{graph.Environment.Name}/", StringComparison.Ordinal)).Select(log => log.Name)),
    ];

    private static IEnumerable<string> NotEncrypted(PlatformGraph graph)
    {
        var key = graph.Of(Key).Single().Output("arn");
        return Encrypted.SelectMany(each => graph.Of(each.Type).Where(resource => each.KeyOf(resource) != key)).Select(resource => resource.Key);
    }
}
