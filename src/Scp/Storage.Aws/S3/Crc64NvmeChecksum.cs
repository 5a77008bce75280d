using System.Buffers.Binary;
using System.IO.Hashing;

namespace StoreScp.Storage.Aws.S3;

/// <summary>CRC-64/NVME: S3's FULL_OBJECT type, the same whether the object came in parts or not.</summary>
internal sealed class Crc64NvmeChecksum : IObjectChecksum
{
    private readonly Crc64 _part = new(Crc64ParameterSet.Nvme);

    // Only an object in parts pays for two.
    private Crc64? _object;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _part.Append(bytes);
        _object?.Append(bytes);
    }

    public string EndPart()
    {
        _object ??= _part.Clone();
        var value = Text(_part);
        _part.Reset();
        return value;
    }

    public string End() => Text(_object ?? _part);

    public void Dispose()
    {
    }

    private static string Text(Crc64 crc)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, crc.GetCurrentHashAsUInt64());
        return Convert.ToBase64String(bytes);
    }
}
