using StoreScp.Platform.Graph;
using StoreScp.Storage.Aws.DynamoDb;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>The ledger's table is what the server demands.</summary>
internal static class TablePolicies
{
    public const string Table = "aws:dynamodb/table:Table";

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("The ledger's table is as the server defines it", graph => graph.Of(Table).SelectMany(Differences)),
        new("The ledger can be brought back to any second", graph => graph.Of(Table)
            .Where(table => table.Inputs["pointInTimeRecovery"]?["enabled"]?.GetValue<bool>() != true).Select(table => table.Name)),
    ];

    private static IEnumerable<string> Differences(RecordedResource table)
    {
        var definition = DynamoDbTable.Definition("ledger");
        string Wanted(string kind) => definition.KeySchema.Single(key => key.KeyType.Value == kind).AttributeName;

        if (table.Text("billingMode") != definition.BillingMode.Value || table.Text("hashKey") != Wanted("HASH") || table.Text("rangeKey") != Wanted("RANGE"))
            yield return "billing or keys of the table";
        var attributes = table.Inputs["attributes"]!.AsArray().Select(attribute => $"{attribute!["name"]} {attribute["type"]}");
        if (!attributes.Order().SequenceEqual(definition.AttributeDefinitions.Select(attribute => $"{attribute.AttributeName} {attribute.AttributeType.Value}").Order()))
            yield return "attributes";
        var indexes = table.Inputs["globalSecondaryIndexes"]!.AsArray().Select(index =>
            $"{index!["name"]} {index["projectionType"]} {string.Join(' ', index["keySchemas"]!.AsArray().Select(key => $"{key!["attributeName"]} {key["keyType"]}"))}");
        if (!indexes.SequenceEqual(definition.GlobalSecondaryIndexes.Select(index =>
            $"{index.IndexName} {index.Projection.ProjectionType.Value} {string.Join(' ', index.KeySchema.Select(key => $"{key.AttributeName} {key.KeyType.Value}"))}")))
            yield return "indexes";
        if (table.Inputs["ttl"] is not { } ttl || ttl["attributeName"]!.GetValue<string>() != DynamoDbTable.TimeToLive || !ttl["enabled"]!.GetValue<bool>())
            yield return "Time to Live";
    }
}
