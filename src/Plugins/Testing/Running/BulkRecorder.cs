using System.Security.Cryptography;
using StoreScp.Dicom;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Testing;

/// <summary>Reads the bulk to its end, as the server does when it stores an instance, and keeps what it may keep.</summary>
internal static class BulkRecorder
{
    private const int ChunkBytes = 64 * 1024;

    /// <param name="value">Disposed.</param>
    /// <exception cref="DicomDataException">It has more or fewer bytes than announced.</exception>
    public static async Task<StoredBulk> ReadAsync(
        BulkElement element, Stream value, long maximumKeptBytes, Scratch scratch, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var kept = scratch.Keep(new SpooledStream(scratch.Directory));
        var isKept = element.Length is not { } announced || announced <= maximumKeptBytes;
        var chunk = new byte[ChunkBytes];
        var bytes = 0L;
        await using (value)
        {
            for (int read; (read = await value.ReadAsync(chunk, cancellation)) > 0;)
            {
                bytes += read;
                if (bytes > element.Length)
                    break;
                hash.AppendData(chunk.AsSpan(0, read));
                isKept &= bytes <= maximumKeptBytes;
                if (isKept)
                    kept.Write(chunk.AsSpan(0, read));
            }
        }
        if (element.Length is { } length && bytes != length)
            throw new DicomDataException($"The bulk has {(bytes > length ? "more" : "fewer")} bytes than the {length} that were announced");
        return new StoredBulk(element, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), isKept ? kept.OpenRead : null);
    }
}
