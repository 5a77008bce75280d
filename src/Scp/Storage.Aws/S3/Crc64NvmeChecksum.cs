using System.Buffers.Binary;
using System.IO.Hashing;

namespace StoreScp.Storage.Aws.S3;

/// <summary>CRC-64/NVME: S3's FULL_OBJECT type, the same whether the object came in parts or not.</summary>
/// <remarks>Every byte is looked at once: that of an object in parts is combined from theirs.</remarks>
internal sealed class Crc64NvmeChecksum : IObjectChecksum
{
    private readonly Crc64 _part = new(Crc64ParameterSet.Nvme);
    private ulong _earlierParts;
    private bool _isInParts;
    private long _partLength;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _part.Append(bytes);
        _partLength += bytes.Length;
    }

    public string EndPart()
    {
        var value = _part.GetCurrentHashAsUInt64();
        _earlierParts = _isInParts ? Crc64NvmeCombination.Of(_earlierParts, value, _partLength) : value;
        _isInParts = true;
        _part.Reset();
        _partLength = 0;
        return Text(value);
    }

    public string End() => Text(_isInParts ? Crc64NvmeCombination.Of(_earlierParts, _part.GetCurrentHashAsUInt64(), _partLength) : _part.GetCurrentHashAsUInt64());

    public void Dispose()
    {
    }

    private static string Text(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return Convert.ToBase64String(bytes);
    }
}
