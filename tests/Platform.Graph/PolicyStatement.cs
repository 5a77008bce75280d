using System.Text.Json.Nodes;

namespace StoreScp.Platform.Graph;

/// <summary>A statement of a policy, and whose it is.</summary>
/// <param name="Owner">Role policy, trust policy (the role itself), or the policy of a bucket, key, queue or topic.</param>
public sealed record PolicyStatement(RecordedResource Owner, JsonObject Json)
{
    /// <summary>Type of resource → the input that is a policy.</summary>
    private static readonly Dictionary<string, string> Documents = new()
    {
        ["aws:iam/rolePolicy:RolePolicy"] = "policy",
        ["aws:iam/role:Role"] = "assumeRolePolicy",
        ["aws:s3/bucketPolicy:BucketPolicy"] = "policy",
        ["aws:kms/key:Key"] = "policy",
        ["aws:sqs/queuePolicy:QueuePolicy"] = "policy",
        ["aws:sns/topicPolicy:TopicPolicy"] = "policy",
    };

    public string Sid => Json["Sid"]?.GetValue<string>() ?? "";

    public bool IsAllowed => Json["Effect"]!.GetValue<string>() == "Allow";

    public IReadOnlyList<string> Actions => Texts(Json["Action"]);

    public IReadOnlyList<string> Resources => Texts(Json["Resource"]);

    /// <summary>Such as Service:ecs-tasks.amazonaws.com; "*" is anybody; null: the role itself.</summary>
    public string? Principal => Json["Principal"] switch
    {
        null => null,
        JsonObject kinds => string.Join(", ", kinds.Select(kind => $"{kind.Key}:{kind.Value}")),
        var anybody => anybody.GetValue<string>(),
    };

    public bool IsTrust => Owner.Type == "aws:iam/role:Role";

    /// <summary>The values of a condition, whatever its operator; none: there is no such condition.</summary>
    public IReadOnlyList<string> Condition(string key) =>
        [.. (Json["Condition"] as JsonObject ?? []).SelectMany(each => Texts(each.Value![key]))];

    /// <summary>Of everything in the graph whose policy is known.</summary>
    public static IReadOnlyList<PolicyStatement> Of(PlatformGraph graph) =>
    [
        .. graph.Resources.Where(resource => Documents.ContainsKey(resource.Type))
            .SelectMany(resource => Statements(resource.Text(Documents[resource.Type])).Select(statement => new PolicyStatement(resource, statement))),
    ];

    private static IEnumerable<JsonObject> Statements(string? document) =>
        document is null ? [] : JsonNode.Parse(document)!["Statement"]!.AsArray().Select(statement => statement!.AsObject());

    private static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(item => item!.GetValue<string>())],
        _ => [node.GetValue<string>()],
    };
}
