using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>The table of the ledger as data: keys, indexes, billing, Time to Live. What creates it elsewhere says the same; docs/ledger.md explains it.</summary>
public static class DynamoDbTable
{
    public const string PartitionKey = "pk";
    public const string SortKey = "sk";

    /// <summary>The attribute of DynamoDB's Time to Live, in seconds since 1970; only rows in a final state have it, and only where that is set.</summary>
    public const string TimeToLive = "ttl";

    /// <summary>Instances by batch, or by day those in none; batches and forwards by day. Written with the item, hardly ever again.</summary>
    public static DynamoDbIndex List { get; } = new("list", "lp", "ls");

    /// <summary>Only what somebody has to do something about: batches, commitments and forwards that are not final, batches whose objects are still there.</summary>
    public static DynamoDbIndex Work { get; } = new("work", "wp", "ws");

    public static IReadOnlyList<DynamoDbIndex> Indexes { get; } = [List, Work];

    /// <summary>The whole definition: on demand, every index with the keys only.</summary>
    public static CreateTableRequest Definition(string table) => new()
    {
        TableName = table,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions =
        [
            .. new[] { PartitionKey, SortKey }.Concat(Indexes.SelectMany(index => new[] { index.PartitionKey, index.SortKey }))
                .Select(name => new AttributeDefinition(name, ScalarAttributeType.S)),
        ],
        KeySchema = KeySchema(PartitionKey, SortKey),
        GlobalSecondaryIndexes =
        [
            .. Indexes.Select(index => new GlobalSecondaryIndex
            {
                IndexName = index.Name,
                KeySchema = KeySchema(index.PartitionKey, index.SortKey),
                Projection = new Projection { ProjectionType = ProjectionType.KEYS_ONLY },
            }),
        ],
    };

    /// <summary>Creates the table and waits until it can be used: for tests and for a cloud on one machine. An environment's program creates the real one.</summary>
    public static async Task CreateAsync(AwsAccess access, string table, TimeProvider time, CancellationToken cancellation)
    {
        using var client = DynamoDbClient.Create(access, new DynamoDbOptions { Table = table, AttemptTimeout = TimeSpan.FromMinutes(1) });
        await client.CreateTableAsync(Definition(table), cancellation);
        while ((await client.DescribeTableAsync(table, cancellation)).Table.TableStatus != TableStatus.ACTIVE)
            await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellation);
        await client.UpdateTimeToLiveAsync(
            new UpdateTimeToLiveRequest
            {
                TableName = table,
                TimeToLiveSpecification = new TimeToLiveSpecification { AttributeName = TimeToLive, Enabled = true },
            },
            cancellation);
    }

    /// <summary>What is wrong with a table for the ledger, in half a sentence; null when nothing is.</summary>
    internal static string? FindDefect(TableDescription table)
    {
        if (table.TableStatus != TableStatus.ACTIVE && table.TableStatus != TableStatus.UPDATING)
            return $"it is {table.TableStatus}, not ACTIVE";
        if (!HasKeys(table.KeySchema, PartitionKey, SortKey))
            return $"its keys are not {PartitionKey} and {SortKey}";
        foreach (var index in Indexes)
        {
            var found = table.GlobalSecondaryIndexes?.Find(candidate => candidate.IndexName == index.Name);
            if (found is null)
                return $"it has no index '{index.Name}' ({index.PartitionKey}, {index.SortKey})";
            if (!HasKeys(found.KeySchema, index.PartitionKey, index.SortKey))
                return $"the keys of its index '{index.Name}' are not {index.PartitionKey} and {index.SortKey}";
        }
        var other = table.AttributeDefinitions?.Find(attribute => attribute.AttributeType != ScalarAttributeType.S);
        return other is null ? null : $"its key attribute '{other.AttributeName}' is not a string";
    }

    private static List<KeySchemaElement> KeySchema(string partition, string sort) => [new(partition, KeyType.HASH), new(sort, KeyType.RANGE)];

    private static bool HasKeys(List<KeySchemaElement>? schema, string partition, string sort) =>
        schema is [var first, var second]
        && first.AttributeName == partition && first.KeyType == KeyType.HASH
        && second.AttributeName == sort && second.KeyType == KeyType.RANGE;
}
