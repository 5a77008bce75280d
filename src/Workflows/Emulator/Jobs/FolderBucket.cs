using System.Runtime.CompilerServices;

namespace StoreScp.Emulator;

/// <summary>A folder that stands for an S3 bucket: its files are the objects.</summary>
internal sealed class FolderBucket(string path) : IBucket
{
    private static readonly EnumerationOptions AllFiles = new()
    {
        RecurseSubdirectories = true,
        // A file that is being written begins with a dot.
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
        IgnoreInaccessible = true,
    };

    private readonly string _folder = Path.GetFullPath(path);

    public async IAsyncEnumerable<S3Object> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string start = DeepestFolder(prefix);
        if (!Directory.Exists(start)) yield break;
        foreach (FileInfo file in new DirectoryInfo(start).EnumerateFiles("*", AllFiles))
        {
            string key = Path.GetRelativePath(_folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (key.StartsWith(prefix, StringComparison.Ordinal)) yield return new(key, file.Length);
        }
        await Task.CompletedTask;
    }

    public Task FetchAsync(string key, string path, CancellationToken cancellation)
    {
        FileCopy.Make(PathOf(key), path);
        return Task.CompletedTask;
    }

    public Task PutAsync(string key, Func<Stream, Task> write) => AtomicFile.WriteAsync(PathOf(key), write);

    private string PathOf(string key) => Path.Combine(_folder, key.Replace('/', Path.DirectorySeparatorChar));

    // Listing begins below the last whole folder of the prefix; one that is no plain path is compared with every key.
    private string DeepestFolder(string prefix)
    {
        string folder = prefix[..(prefix.LastIndexOf('/') + 1)];
        return new S3Uri("", folder).IsFolderPath() ? PathOf(folder) : _folder;
    }
}
