using System.Globalization;
using System.Text;

namespace StoreScp.Benchmarks.Corpora;

/// <summary>UIDs of one fixed length, so that they are patched in place: 2.25. and 39 digits (PS3.5 §B.2), 44 characters in all.</summary>
public static class InstanceUIDs
{
    public const int Length = 44;
    private const int NumberAt = 20;

    /// <summary>A placeholder of the right length, for encoding.</summary>
    public static readonly string Placeholder = Study(0);

    // First digit 1: below 2^128, as a UUID-derived UID must be. Then the kind, then fixed digits, then the number.
    public static string Study(long association) => Text('1', association);

    public static string Series(long association) => Text('2', association);

    public static string Instance(long number) => Text('3', number);

    public static void WriteStudy(Span<byte> target, long association) => Write(target, '1', association);

    public static void WriteSeries(Span<byte> target, long association) => Write(target, '2', association);

    public static void WriteInstance(Span<byte> target, long number) => Write(target, '3', number);

    /// <summary>The number of an instance UID made here; null for any other text.</summary>
    public static long? InstanceNumberOf(ReadOnlySpan<char> uid) =>
        uid.Length == Length && uid.StartsWith("2.25.13") && long.TryParse(uid[NumberAt..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string Text(char kind, long number)
    {
        var bytes = new byte[Length];
        Write(bytes, kind, number);
        return Encoding.ASCII.GetString(bytes);
    }

    private static void Write(Span<byte> target, char kind, long number)
    {
        "2.25.1"u8.CopyTo(target);
        target[6] = (byte)kind;
        "7706051920268"u8.CopyTo(target[7..]);
        number.TryFormat(target[NumberAt..Length], out _, "D24", CultureInfo.InvariantCulture);
    }
}
