using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>Attribute values of the ledger's items: texts, whole numbers, flags, times as ISO 8601 text in UTC, lists and maps. What is absent is null.</summary>
internal static class ItemValue
{
    // Round trips to the tick, and sorts as text no worse than as a number when the console shows it.
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public static AttributeValue Of(string text) => new() { S = text };

    public static AttributeValue Of(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Of(DateTimeOffset time) => Of(time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));

    public static AttributeValue Of(IEnumerable<string> texts) => new() { L = [.. texts.Select(Of)] };

    public static AttributeValue Of(Item map) => new() { M = map };

    public static void Set(this Item item, string name, string? text)
    {
        if (text is not null)
            item[name] = Of(text);
    }

    /// <summary>Zero is not written.</summary>
    public static void SetCount(this Item item, string name, long number)
    {
        if (number != 0)
            item[name] = Of(number);
    }

    public static void Set(this Item item, string name, DateTimeOffset? time)
    {
        if (time is { } value)
            item[name] = Of(value);
    }

    /// <summary>False is not written.</summary>
    public static void Set(this Item item, string name, bool flag)
    {
        if (flag)
            item[name] = new AttributeValue { BOOL = true };
    }

    public static string Text(this Item item, string name) => item[name].S;

    public static string? OptionalText(this Item item, string name) => item.TryGetValue(name, out var value) ? value.S : null;

    public static long Count(this Item item, string name) =>
        item.TryGetValue(name, out var value) ? long.Parse(value.N, CultureInfo.InvariantCulture) : 0;

    public static int? OptionalNumber(this Item item, string name) =>
        item.TryGetValue(name, out var value) ? int.Parse(value.N, CultureInfo.InvariantCulture) : null;

    public static bool Flag(this Item item, string name) => item.TryGetValue(name, out var value) && value.BOOL == true;

    public static bool? OptionalFlag(this Item item, string name) => item.TryGetValue(name, out var value) ? value.BOOL : null;

    public static IReadOnlyList<string> Texts(this Item item, string name) =>
        item.TryGetValue(name, out var value) ? [.. (value.L ?? []).Select(text => text.S)] : [];

    public static IEnumerable<Item> Maps(this Item item, string name) =>
        item.TryGetValue(name, out var value) ? (value.L ?? []).Select(map => map.M) : [];

    public static DateTimeOffset Time(this Item item, string name) => OptionalTime(item, name)!.Value;

    public static DateTimeOffset? OptionalTime(this Item item, string name) => item.TryGetValue(name, out var value)
        ? DateTimeOffset.ParseExact(value.S, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : null;

    public static T Enum<T>(this Item item, string name) where T : struct, Enum => System.Enum.Parse<T>(item.Text(name));
}
