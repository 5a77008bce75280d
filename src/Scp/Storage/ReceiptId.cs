using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StoreScp.Storage;

/// <summary>Names one receipt of one instance: a UUID version 7 (RFC 9562), so that receipts sort by the time they began.</summary>
/// <remarks>It is part of every object name and every ledger row: whoever reads back its own receipt knows that its write succeeded.</remarks>
public readonly record struct ReceiptId : IComparable<ReceiptId>
{
    /// <summary>Characters of the text form: 32 lower-case hexadecimal digits, in the same order as the receipts.</summary>
    public const int TextLength = 32;

    /// <summary>Bytes of the binary form (big endian), in the same order as the receipts.</summary>
    public const int BinaryLength = 16;

    private readonly Guid _value;

    private ReceiptId(Guid value) => _value = value;

    /// <summary>When the receipt began, to the millisecond.</summary>
    public DateTimeOffset ReceivedAt
    {
        get
        {
            Span<byte> bytes = stackalloc byte[BinaryLength];
            CopyTo(bytes);
            long milliseconds = 0;
            foreach (var b in bytes[..6])
                milliseconds = (milliseconds << 8) | b;
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }
    }

    public static ReceiptId Create(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    /// <summary>The smallest receipt that could have begun at <paramref name="time"/>: the lower end of a range.</summary>
    public static ReceiptId FirstAt(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[BinaryLength];
        bytes.Clear();
        var milliseconds = Math.Max(0, time.ToUnixTimeMilliseconds());
        for (var i = 5; i >= 0; i--, milliseconds >>= 8)
            bytes[i] = (byte)milliseconds;
        return FromBytes(bytes);
    }

    /// <summary>The receipt of an object that was written at <paramref name="time"/> and lost its own: the same whoever asks.</summary>
    public static ReceiptId ForOrphan(ObjectKey key, DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[BinaryLength];
        FirstAt(time).CopyTo(bytes);
        SHA256.HashData(Encoding.UTF8.GetBytes(key.Value)).AsSpan(0, BinaryLength - 6).CopyTo(bytes[6..]);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return FromBytes(bytes);
    }

    public static ReceiptId FromBytes(ReadOnlySpan<byte> bytes) => new(new Guid(bytes, bigEndian: true));

    public static bool TryParse(ReadOnlySpan<char> text, out ReceiptId receipt)
    {
        var parsed = Guid.TryParseExact(text, "N", out var value);
        receipt = new ReceiptId(value);
        return parsed;
    }

    public static ReceiptId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var receipt) ? receipt : throw new FormatException("A receipt id is 32 hexadecimal digits.");

    /// <summary>Writes the binary form into at least <see cref="BinaryLength"/> bytes.</summary>
    public void CopyTo(Span<byte> destination) => _value.TryWriteBytes(destination, bigEndian: true, out _);

    public int CompareTo(ReceiptId other) => _value.CompareTo(other._value);

    public override string ToString() => _value.ToString("N", CultureInfo.InvariantCulture);

    public static bool operator <(ReceiptId left, ReceiptId right) => left.CompareTo(right) < 0;

    public static bool operator >(ReceiptId left, ReceiptId right) => left.CompareTo(right) > 0;

    public static bool operator <=(ReceiptId left, ReceiptId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ReceiptId left, ReceiptId right) => left.CompareTo(right) >= 0;
}
