namespace StoreScp.Benchmarks.Measuring;

/// <summary>Deletes stored objects behind a server, so that a test of many gigabytes fits on a disk.</summary>
public sealed class DeletionBehind(string folder, long wholeLength) : IAsyncDisposable
{
    // Long after the server renamed the file, wrote its row and answered.
    private static readonly TimeSpan Untouched = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource _stop = new();
    private Task _deleting = Task.CompletedTask;

    public void Start() => _deleting = Task.Run(DeleteAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _deleting;
        _stop.Dispose();
    }

    private async Task DeleteAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (Directory.Exists(folder))
                DeleteWholeFiles();
            await Task.Delay(TimeSpan.FromMilliseconds(500), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void DeleteWholeFiles()
    {
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var file = new FileInfo(path);
            // A file that is still growing, of a server that writes in place, is shorter than the data set sent.
            if (!file.Exists || file.Length < wholeLength || TimeProvider.System.GetUtcNow() - file.LastWriteTimeUtc < Untouched)
                continue;
            file.Delete();
        }
    }
}
