using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace StoreScp.Storage;

/// <summary>Names one batch: a UUID version 7 (RFC 9562) as 32 lower-case hexadecimal digits, so that batches sort by the time they were opened.</summary>
/// <remarks>It is the job name, the client token and the stem of the execution name: it must never carry a UID of a patient.</remarks>
public readonly record struct BatchId : IComparable<BatchId>
{
    /// <summary>Characters of the text form.</summary>
    public const int TextLength = 32;

    private readonly Guid _value;

    private BatchId(Guid value) => _value = value;

    public static BatchId Create(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    /// <summary>The smallest batch that could have been opened at <paramref name="time"/>: the lower end of a range.</summary>
    public static BatchId FirstAt(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, time.ToUnixTimeMilliseconds()) << 16);
        return new BatchId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The batch that tries the rest of <paramref name="source"/> again: the same whoever asks, so that two who do share one.</summary>
    public static BatchId After(BatchId source, int redrive)
    {
        Span<byte> bytes = stackalloc byte[16];
        source._value.TryWriteBytes(bytes, bigEndian: true, out _);
        var hash = SHA256.HashData([.. bytes, (byte)redrive, (byte)(redrive >> 8)]);
        hash.AsSpan(0, 10).CopyTo(bytes[6..]);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new BatchId(new Guid(bytes, bigEndian: true));
    }

    public static bool TryParse(ReadOnlySpan<char> text, out BatchId batch)
    {
        var parsed = Guid.TryParseExact(text, "N", out var value);
        batch = new BatchId(value);
        return parsed;
    }

    public static BatchId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var batch) ? batch : throw new FormatException("A batch id is 32 hexadecimal digits.");

    public int CompareTo(BatchId other) => _value.CompareTo(other._value);

    public override string ToString() => _value.ToString("N", CultureInfo.InvariantCulture);

    public static bool operator <(BatchId left, BatchId right) => left.CompareTo(right) < 0;

    public static bool operator >(BatchId left, BatchId right) => left.CompareTo(right) > 0;

    public static bool operator <=(BatchId left, BatchId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(BatchId left, BatchId right) => left.CompareTo(right) >= 0;
}
