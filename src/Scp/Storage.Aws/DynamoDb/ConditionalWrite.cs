using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>A conditional write alone and as part of a transaction: written down once, sent either way. A refused one tells the item as it is.</summary>
internal static class ConditionalWrite
{
    public const string IsNew = $"attribute_not_exists({DynamoDbTable.PartitionKey})";

    public static TransactWriteItem Put(string table, Item item, string condition, Item? values = null) => new()
    {
        Put = new Put
        {
            TableName = table,
            Item = item,
            ConditionExpression = condition,
            ExpressionAttributeValues = values,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        },
    };

    /// <param name="names">Attribute names that are reserved words of DynamoDB, by their stand-in.</param>
    public static TransactWriteItem Update(
        string table, Item key, string update, string condition, Item values, Dictionary<string, string>? names = null) => new()
        {
            Update = new Update
            {
                TableName = table,
                Key = key,
                UpdateExpression = update,
                ConditionExpression = condition,
                ExpressionAttributeValues = values,
                ExpressionAttributeNames = names,
                ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
            },
        };

    public static TransactWriteItem Delete(string table, Item key, string condition, Item values) => new()
    {
        Delete = new Delete { TableName = table, Key = key, ConditionExpression = condition, ExpressionAttributeValues = values },
    };

    public static PutItemRequest Of(Put put) => new()
    {
        TableName = put.TableName,
        Item = put.Item,
        ConditionExpression = put.ConditionExpression,
        ExpressionAttributeValues = put.ExpressionAttributeValues,
        ReturnValuesOnConditionCheckFailure = put.ReturnValuesOnConditionCheckFailure,
    };

    public static UpdateItemRequest Of(Update update) => new()
    {
        TableName = update.TableName,
        Key = update.Key,
        UpdateExpression = update.UpdateExpression,
        ConditionExpression = update.ConditionExpression,
        ExpressionAttributeValues = update.ExpressionAttributeValues,
        ExpressionAttributeNames = update.ExpressionAttributeNames,
        ReturnValuesOnConditionCheckFailure = update.ReturnValuesOnConditionCheckFailure,
    };

    public static DeleteItemRequest Of(Delete delete) => new()
    {
        TableName = delete.TableName,
        Key = delete.Key,
        ConditionExpression = delete.ConditionExpression,
        ExpressionAttributeValues = delete.ExpressionAttributeValues,
    };
}
