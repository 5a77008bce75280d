using System.Buffers.Binary;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>CRC-64/NVME from its definition, byte by byte; independent of what the product uses.</summary>
internal static class Crc64
{
    private const ulong ReflectedPolynomial = 0x9A6C9329AC4BC9B5;

    private static readonly ulong[] Table = [.. Enumerable.Range(0, 256).Select(value => EntryOf((ulong)value))];

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var crc = ulong.MaxValue;
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static ulong EntryOf(ulong crc)
    {
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ ReflectedPolynomial;
        return crc;
    }

    /// <summary>As S3 writes it.</summary>
    public static string TextOf(ReadOnlySpan<byte> bytes)
    {
        var value = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(value, Of(bytes));
        return Convert.ToBase64String(value);
    }
}
