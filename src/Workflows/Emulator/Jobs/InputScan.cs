namespace StoreScp.Emulator;

/// <summary>The files of a job's input prefix, within the quotas of one job.</summary>
internal sealed class InputScan(EmulatorQuotas quotas)
{
    /// <summary>In the order of the keys, as S3 lists them.</summary>
    /// <exception cref="JobFailure">Nothing is below the prefix, or too much of it.</exception>
    public async Task<IReadOnlyList<S3Object>> ScanAsync(IBucket bucket, string prefix, CancellationToken cancellation)
    {
        var files = new List<S3Object>();
        var folders = new HashSet<string>(StringComparer.Ordinal);
        long bytes = 0;
        await foreach (S3Object file in bucket.ListAsync(prefix, cancellation))
        {
            if (!Buckets.IsInput(file)) continue;
            files.Add(file);
            bytes += file.Bytes;
            folders.Add(file.Key[..(file.Key.LastIndexOf('/') + 1)]);
            if (files.Count > quotas.FilesPerJob) throw new JobFailure($"FILE_COUNTS_LIMIT_EXCEEDED: more than {quotas.FilesPerJob} files");
            if (bytes > quotas.BytesPerJob) throw new JobFailure($"FILE_SIZE_LIMIT_EXCEEDED: more than {quotas.BytesPerJob} bytes");
            if (folders.Count > quotas.FoldersPerJob) throw new JobFailure($"FOLDER_COUNTS_LIMIT_EXCEEDED: more than {quotas.FoldersPerJob} folders");
        }
        if (files.Count == 0) throw new JobFailure("INPUT_PREFIX_EMPTY: no file is below the input prefix");
        files.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return files;
    }
}
