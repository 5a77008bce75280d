using StoreScp.Storage.Local;

namespace StoreScp.Storage.Tests.Local;

public sealed class DiskFlusherTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly DiskFlusher _disk = new(maximumThreads: 2);

    public void Dispose()
    {
        _disk.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Who_awaits_work_goes_on_where_it_was_done()
    {
        using var isAwaited = new ManualResetEventSlim();

        var thread = Task.Run(async () =>
        {
            var work = _disk.RunAsync(() => isAwaited.WaitHandle.WaitOne());
            var next = ThreadAfterAsync(work);
            isAwaited.Set();
            return await next;
        });

        (await thread).Name.Should().StartWith("Disk flush");
    }

    [Fact]
    public async Task Who_awaits_work_that_fails_does_not_keep_its_thread()
    {
        using var isAwaited = new ManualResetEventSlim();

        var thread = Task.Run(async () =>
        {
            var work = _disk.RunAsync<bool>(() => isAwaited.WaitHandle.WaitOne() ? throw new IOException() : false);
            var next = ThreadAfterAsync(work);
            isAwaited.Set();
            return await next;
        });

        (await thread).IsThreadPoolThread.Should().BeTrue();
    }

    [Fact]
    public async Task Everyone_who_flushes_a_folder_at_the_same_time_hears_of_it()
    {
        var folders = new FolderFlusher(_disk);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => folders.FlushAsync(_folder.Path))));
    }

    [Fact]
    public async Task Everyone_who_flushes_a_missing_folder_hears_of_the_failure()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not flush folders.");
        var folders = new FolderFlusher(_disk);

        var flushes = Enumerable.Range(0, 50).Select(_ => Task.Run(() => folders.FlushAsync(_folder["missing"]))).ToList();

        foreach (var flush in flushes)
            await FluentActions.Awaiting(() => flush).Should().ThrowAsync<IOException>();
    }

    private static async Task<Thread> ThreadAfterAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (IOException)
        {
            // Where it goes on is what matters.
        }
        return Thread.CurrentThread;
    }
}
