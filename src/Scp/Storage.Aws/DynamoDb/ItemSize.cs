using System.Text;
using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>Bytes of an item as DynamoDB counts them, for its limit and for capacity units (Developer Guide, "DynamoDB item sizes and formats").</summary>
internal static class ItemSize
{
    public static int Of(Item item)
    {
        var bytes = 0;
        foreach (var (name, value) in item)
            bytes += Of(name) + Of(value);
        return bytes;
    }

    public static int Of(string text) => Encoding.UTF8.GetByteCount(text);

    public static int Of(AttributeValue value) => value switch
    {
        { S: { } text } => Of(text),
        // A byte for two digits, and one more.
        { N: { } number } => (number.Length / 2) + 2,
        { M: { } map } => 3 + map.Count + Of(map),
        { L: { } list } => 3 + list.Sum(element => 1 + Of(element)),
        _ => 1,
    };
}
