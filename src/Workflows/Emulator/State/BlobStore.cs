using System.Security.Cryptography;
using System.Text;

namespace StoreScp.Emulator;

/// <summary>The files of imported instances, below <c>instances/</c>. A source object that nobody changes is linked, not copied.</summary>
internal sealed class BlobStore(string folder)
{
    /// <summary>Characters of a blob's id: with the number of a frame behind it, it is an ImageFrameId.</summary>
    public const int IdLength = 24;

    /// <summary>Always the same for one file of one job, so that a job that is run again finds its own work.</summary>
    public static string IdOf(string jobId, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{jobId}\n{key}")).AsSpan(0, IdLength / 2));

    public string PathOf(string blobId) => Path.Combine(folder, blobId[..2], $"{blobId}.dcm");

    /// <summary>Takes the file in; it stays where it is.</summary>
    public void Add(string blobId, string sourcePath)
    {
        string path = PathOf(blobId);
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileCopy.Make(sourcePath, path);
    }

    /// <summary>Takes the object in; it stays where it is.</summary>
    public async Task AddAsync(string blobId, IBucket bucket, string key, CancellationToken cancellation)
    {
        string path = PathOf(blobId);
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await bucket.FetchAsync(key, path, cancellation);
    }
}
