using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>What keeps data from being destroyed by mistake, and lets an environment without protection be destroyed.</summary>
internal static class ProtectionPolicies
{
    public const string Stack = "aws:cloudformation/stack:Stack";

    private static readonly string[] Stores = [BucketPolicies.Bucket, TablePolicies.Table, EncryptionPolicies.Key, Stack];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Data is protected by Pulumi, and kept if it forgets it, exactly where the settings say so", graph => Stores.SelectMany(graph.Of)
            .Where(store => store.Protect != IsProtected(graph) || store.RetainOnDelete != IsProtected(graph)).Select(store => store.Key)),
        new("AWS refuses to delete ledger and load balancer exactly where the settings say so", graph =>
            graph.Of(TablePolicies.Table).Where(table => table.Inputs["deletionProtectionEnabled"]?.GetValue<bool>() != IsProtected(graph))
                .Concat(graph.Of(BalancerPolicies.Balancer).Where(balancer => balancer.Inputs["enableDeletionProtection"]?.GetValue<bool>() != IsProtected(graph))).Select(each => each.Key)),
        new("A bucket with objects is deleted only where data is not protected", graph => graph.Of(BucketPolicies.Bucket)
            .Where(bucket => bucket.Inputs["forceDestroy"]?.GetValue<bool>() != !IsProtected(graph)).Select(bucket => bucket.Name)),
        new("The key of protected data can be brought back for 30 days", graph => graph.Of(EncryptionPolicies.Key)
            .Where(key => IsProtected(graph) && key.Inputs["deletionWindowInDays"]?.GetValue<long>() != 30).Select(key => key.Name)),
        new("CloudFormation keeps a data store that it is told to delete or to replace", graph => graph.Of(Stack).Where(stack => Datastore(stack) is { } datastore
            && !(datastore["DeletionPolicy"]?.GetValue<string>() == "Retain" && datastore["UpdateReplacePolicy"]?.GetValue<string>() == "Retain")).Select(stack => stack.Name)) { NeedsKnown = true },
        new("CloudFormation refuses updates that replace or delete a data store", graph => graph.Of(Stack).Where(stack => !Refuses(stack)).Select(stack => stack.Name)),
        new("A data store's template depends on its name and key alone", graph => graph.Of(Stack).Where(stack =>
            !Datastore(stack)!["Properties"]!.AsObject().Select(property => property.Key).SequenceEqual(["DatastoreName", "KmsKeyArn"])).Select(stack => stack.Name)) { NeedsKnown = true },
        new("Tags never reach a data store",
            graph => graph.Of(Stack).Where(stack => !stack.IgnoreChanges.Contains("tags") || !stack.IgnoreChanges.Contains("tagsAll") || stack.Inputs.ContainsKey("tags")).Select(stack => stack.Name)),
    ];

    public static bool IsProtected(PlatformGraph graph) => bool.Parse(graph.Environment.Value("ProtectData"));

    private static JsonObject? Datastore(RecordedResource stack) => JsonNode.Parse(stack.Text("templateBody")!)!["Resources"]!["Datastore"]!.AsObject();

    private static bool Refuses(RecordedResource stack) => stack.Text("policyBody") is { } body && JsonNode.Parse(body)!["Statement"]!.AsArray().Any(statement =>
        statement!["Effect"]!.GetValue<string>() == "Deny" && statement["Resource"]!.GetValue<string>() == "LogicalResourceId/Datastore"
        && statement["Action"]!.AsArray().Select(action => action!.GetValue<string>()).Order().SequenceEqual(["Update:Delete", "Update:Replace"]));
}
