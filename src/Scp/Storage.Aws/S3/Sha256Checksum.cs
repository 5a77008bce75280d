using System.Security.Cryptography;

namespace StoreScp.Storage.Aws.S3;

/// <summary>SHA-256: of an object in parts S3's COMPOSITE type, the digest of the parts' digests and their number.</summary>
internal sealed class Sha256Checksum : IObjectChecksum
{
    private readonly IncrementalHash _part = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _digests = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _parts;

    public void Append(ReadOnlySpan<byte> bytes) => _part.AppendData(bytes);

    public string EndPart()
    {
        var digest = _part.GetHashAndReset();
        _digests.AppendData(digest);
        _parts++;
        return Convert.ToBase64String(digest);
    }

    public string End() => _parts == 0
        ? Convert.ToBase64String(_part.GetCurrentHash())
        : $"{Convert.ToBase64String(_digests.GetCurrentHash())}-{_parts}";

    public void Dispose()
    {
        _part.Dispose();
        _digests.Dispose();
    }
}
