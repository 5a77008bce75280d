using System.Text.RegularExpressions;

namespace StoreScp.Emulator;

/// <summary>The buckets of the options by name: folders, and what else a host has as buckets.</summary>
internal sealed partial class Buckets(EmulatorOptions options)
{
    /// <summary>Null when there is no such bucket.</summary>
    public IBucket? Find(string bucket) =>
        options.OtherBuckets.TryGetValue(bucket, out IBucket? other) ? other
        : options.Buckets.TryGetValue(bucket, out string? folder) ? new FolderBucket(folder)
        : null;

    /// <summary>What a job below the prefix takes: everything but what import jobs wrote.</summary>
    public static bool IsInput(S3Object file) => !JobFolder().IsMatch(file.Key);

    [GeneratedRegex("(^|/)[^/]*[0-9a-z]{32}-DicomImport-[0-9a-z]{1,32}/")]
    private static partial Regex JobFolder();
}
