using System.Buffers;
using System.IO.Hashing;

namespace StoreScp.Receiving.Headers;

/// <summary>Length and hash of a data set as it is received.</summary>
internal sealed class ContentDigest
{
    private readonly XxHash128 _hash = new();

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>XxHash128 so far, 32 lower-case hexadecimal digits.</summary>
    public string HashText
    {
        get
        {
            Span<byte> hash = stackalloc byte[16];
            _hash.GetCurrentHash(hash);
            return Convert.ToHexStringLower(hash);
        }
    }

    public void Reset()
    {
        _hash.Reset();
        Length = 0;
    }

    public void Append(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
            _hash.Append(segment.Span);
        Length += bytes.Length;
    }
}
