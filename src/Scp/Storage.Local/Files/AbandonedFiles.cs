namespace StoreScp.Storage.Local;

/// <summary>Removes what processes that have ended left unfinished.</summary>
internal sealed class AbandonedFiles(StorageFolder folder)
{
    // The clock may have been set back since a process began.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private bool _hasLookedEverywhere;

    /// <summary>Returns how many files were removed.</summary>
    /// <remarks>
    /// The first run looks into every folder, since a lock file may have been lost in a power cut. Later ones have a look only when a
    /// process has ended without removing its lock, and only into folders changed since it began.
    /// </remarks>
    public int Remove(CancellationToken cancellation)
    {
        List<ProcessLock> ended = [];
        try
        {
            ended.AddRange(ProcessLock.TakeEnded(folder.Temporary));
            var removed = RemoveFolders(ended);
            if (!_hasLookedEverywhere)
                removed += RemoveFiles(ended, DateTime.MinValue, cancellation);
            else if (ended.Count > 0)
                removed += RemoveFiles(ended, ended.Min(process => process.Began) - ClockTolerance, cancellation);
            _hasLookedEverywhere = true;
            ended.ForEach(process => process.Remove());
            return removed;
        }
        finally
        {
            ended.ForEach(process => process.Dispose());
        }
    }

    private int RemoveFiles(List<ProcessLock> ended, DateTime changedSince, CancellationToken cancellation)
    {
        var removed = 0;
        foreach (var path in ObjectWalk.FindHidden(folder.Objects, changedSince))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!TemporaryFiles.TryGetProcess(Path.GetFileName(path), out var process) || !HasEnded(process, ended))
                continue;
            File.Delete(path);
            removed++;
        }
        return removed;
    }

    // Until the first version that wrote beside the objects, each process had a folder beside its lock.
    private int RemoveFolders(List<ProcessLock> ended)
    {
        var removed = 0;
        foreach (var path in Directory.GetDirectories(folder.Temporary))
        {
            if (!HasEnded(Path.GetFileName(path), ended))
                continue;
            try
            {
                removed += Directory.GetFiles(path).Length;
                Directory.Delete(path, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Another process that sweeps was faster.
            }
        }
        return removed;
    }

    private bool HasEnded(string process, List<ProcessLock> ended) =>
        ended.Exists(known => known.Name == process) || !ProcessLock.Exists(folder.Temporary, process);
}
