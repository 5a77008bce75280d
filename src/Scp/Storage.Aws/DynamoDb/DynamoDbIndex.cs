namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>A global secondary index of the ledger's table; it holds the keys only, and only items that have both.</summary>
public sealed record DynamoDbIndex(string Name, string PartitionKey, string SortKey);
