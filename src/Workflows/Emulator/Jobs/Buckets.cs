using System.Text.RegularExpressions;

namespace StoreScp.Emulator;

/// <summary>The folders that stand for S3 buckets.</summary>
internal sealed partial class Buckets(IReadOnlyDictionary<string, string> folders)
{
    private static readonly EnumerationOptions AllFiles = new()
    {
        RecurseSubdirectories = true,
        // A file that is being written begins with a dot.
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
        IgnoreInaccessible = true,
    };

    /// <summary>Null when there is no such bucket.</summary>
    public string? FolderOf(string bucket) => folders.TryGetValue(bucket, out string? folder) ? Path.GetFullPath(folder) : null;

    /// <summary>
    /// The objects whose key begins with the prefix, letter by letter as S3 does, in no order; without what import jobs wrote. Null when
    /// there is no such bucket.
    /// </summary>
    public IEnumerable<S3Object>? List(S3Uri prefix) => FolderOf(prefix.Bucket) is { } folder ? List(folder, prefix.Key) : null;

    private static IEnumerable<S3Object> List(string bucketFolder, string prefix)
    {
        string start = DeepestFolder(bucketFolder, prefix);
        if (!Directory.Exists(start)) yield break;
        foreach (FileInfo file in new DirectoryInfo(start).EnumerateFiles("*", AllFiles))
        {
            string key = Path.GetRelativePath(bucketFolder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (key.StartsWith(prefix, StringComparison.Ordinal) && !JobFolder().IsMatch(key)) yield return new(key, file.FullName, file.Length);
        }
    }

    // Listing begins below the last whole folder of the prefix; one that is no plain path is compared with every key.
    private static string DeepestFolder(string bucketFolder, string prefix)
    {
        string folder = prefix[..(prefix.LastIndexOf('/') + 1)];
        return new S3Uri("", folder).IsFolderPath() ? Path.Combine(bucketFolder, folder.Replace('/', Path.DirectorySeparatorChar)) : bucketFolder;
    }

    [GeneratedRegex("(^|/)[^/]*[0-9a-z]{32}-DicomImport-[0-9a-z]{1,32}/")]
    private static partial Regex JobFolder();
}
