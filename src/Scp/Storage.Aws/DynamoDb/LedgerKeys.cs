using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>How items are keyed; the only place that knows. docs/ledger.md shows every key.</summary>
internal static class LedgerKeys
{
    public const string Pk = DynamoDbTable.PartitionKey;
    public const string Sk = DynamoDbTable.SortKey;

    /// <summary>Shards of a day's list: by the last hexadecimal digit of a receipt, which is random.</summary>
    public const int DayShards = 16;

    /// <summary>Shards of each work list.</summary>
    public const int WorkShards = 4;

    /// <summary>Sorts before every instance of a batch.</summary>
    public const string BatchItself = "#";

    private const string DayFormat = "yyyyMMdd";

    /// <summary>Longer texts stand in keys as their hash: a key has at most 2,048 and 1,024 bytes, a valid UID 64 characters.</summary>
    private const int MaximumKeyText = 128;

    private static readonly string Digits = "0123456789abcdef";

    public static Item Of(string pk, string sk) => new() { [Pk] = ItemValue.Of(pk), [Sk] = ItemValue.Of(sk) };

    public static string Instance(string receivedSOPInstanceUID) => "I#" + Short(receivedSOPInstanceUID);

    public static string Ordinal(int ordinal) => ordinal.ToString("D6", CultureInfo.InvariantCulture);

    public static Item Instance(InstanceRowKey key) => Of(Instance(key.ReceivedSOPInstanceUID), Ordinal(key.Ordinal));

    /// <summary>Sorts behind the rows of the same UID.</summary>
    public static string Duplicate(ReceiptId receipt) => "D#" + receipt;

    public static bool IsDuplicate(string sk) => sk.StartsWith('D');

    /// <summary>From a SOP Instance UID as stored to the rows that were received under another.</summary>
    public static string StoredInstance(string sopInstanceUID) => "U#" + Short(sopInstanceUID);

    /// <summary>From an object whose name does not tell the instance to its row.</summary>
    public static string Object(ObjectKey key) => "O#" + key;

    /// <summary>From a study to its batches, and to rows that are in none of them or were received under this UID.</summary>
    public static string Study(string studyInstanceUID) => "S#" + Short(studyInstanceUID);

    /// <summary>A batch and what is in it: as a partition of the table, and of the index of instances.</summary>
    public static string Batch(BatchId batch) => "B#" + batch;

    public static string Lease(string name) => "L#" + name;

    public static string Commitment(CommitmentKey key) => "C#" + Short(key.TransactionUID);

    public static string CommitmentItself(CommitmentKey key) => "A#" + key.CallingAETitle;

    /// <param name="attempt">Of the writer that added them: two that race keep apart.</param>
    public static string CommitmentReferences(string attempt, int chunk) => string.Create(CultureInfo.InvariantCulture, $"R#{attempt}#{chunk:D4}");

    public static string Forward(ReceiptId receipt) => "F#" + receipt;

    public static string DayOf(DateTimeOffset time) => time.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset StartOf(string day) =>
        DateTimeOffset.ParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static string BatchesOfDay(string day) => "D#" + day;

    public static string InstancesOfDay(string day, int shard) => $"N#{day}#{Digits[shard]}";

    public static string ForwardsOfDay(string day, int shard) => $"X#{day}#{Digits[shard]}";

    public static int ShardOf(ReceiptId receipt) => Digits.IndexOf(receipt.ToString()[^1], StringComparison.Ordinal);

    /// <param name="stage">The first part of the partition, for example <c>W#Open</c>.</param>
    public static string Work(string stage, int shard) => $"{stage}#{Digits[shard]}";

    /// <summary>A work shard by the last hexadecimal digit of an id.</summary>
    public static int WorkShardOf(string id) => Digits.IndexOf(id[^1], StringComparison.Ordinal) % WorkShards;

    /// <summary>A time in a key, in milliseconds: sorts as the times do.</summary>
    public static string Time(DateTimeOffset time) => Math.Max(0, time.ToUnixTimeMilliseconds()).ToString("D14", CultureInfo.InvariantCulture);

    public static string Short(string text) =>
        text.Length <= MaximumKeyText ? text : "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
