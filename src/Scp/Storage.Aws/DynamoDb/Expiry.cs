using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>When DynamoDB may delete an item: only one in a final state ever gets such a time, and only where the options say so.</summary>
internal static class Expiry
{
    /// <param name="from">Since when the item is final.</param>
    public static AttributeValue? Of(DateTimeOffset from, DynamoDbOptions options) =>
        options.KeepFinalRows is { } keep ? ItemValue.Of((from + keep).ToUnixTimeSeconds()) : null;

    public static void Set(Item item, DateTimeOffset from, DynamoDbOptions options)
    {
        if (Of(from, options) is { } time)
            item[DynamoDbTable.TimeToLive] = time;
    }
}
