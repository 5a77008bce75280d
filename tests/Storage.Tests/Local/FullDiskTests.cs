using System.Buffers;
using System.Diagnostics;
using StoreScp.Storage.Local;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Local;

/// <summary>A real disk of 4 MiB that is really full; needs the right to mount one.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly bool _isMounted;
    private readonly LocalStorageOptions _options;

    public FullDiskTests()
    {
        Directory.CreateDirectory(_folder["disk"]);
        _isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _folder["disk"]);
        _options = new LocalStorageOptions { Path = _folder["disk/data"], MinimumFreeBytes = 0 };
    }

    public void Dispose()
    {
        if (_isMounted)
            Run("umount", _folder["disk"]);
        _folder.Dispose();
    }

    [Fact]
    public async Task An_object_that_does_not_fit_is_an_outage_and_gives_its_space_back()
    {
        Assert.SkipUnless(_isMounted, "Only root may mount a disk.");
        await using var store = LocalInstanceStore.Open(_options, TimeProvider.System);
        var before = new DriveInfo(_folder["disk"]).AvailableFreeSpace;
        File.WriteAllBytes(_folder["disk/filler"], new byte[before - 100_000]);

        await using (var writer = await store.CreateAsync(NewKey(), None))
        {
            // The last answer of the file system is under a second old and still says that there is room.
            var write = async () => await writer.WriteAsync(new ReadOnlySequence<byte>(new byte[200_000]), None);
            await write.Should().ThrowAsync<StorageUnavailableException>();
        }
        File.Delete(_folder["disk/filler"]);

        new DriveInfo(_folder["disk"]).AvailableFreeSpace.Should().Be(before);
        await WriteAsync(store, NewKey(), Bytes(200_000));
    }

    [Fact]
    public async Task A_ledger_without_space_is_an_outage_and_works_again_afterwards()
    {
        Assert.SkipUnless(_isMounted, "Only root may mount a disk.");
        await using var ledger = SqliteLedger.Open(_options);
        await ledger.AddAsync(Row("1.1"), None);
        File.WriteAllBytes(_folder["disk/filler"], new byte[new DriveInfo(_folder["disk"]).AvailableFreeSpace]);

        var failed = Enumerable.Range(0, 50).Select(i => ledger.AddAsync(Row($"1.2.{i}"), None).AsTask()).ToList();
        await FluentActions.Awaiting(() => Task.WhenAll(failed)).Should().ThrowAsync<StorageUnavailableException>();
        var acknowledged = failed.Count(add => add.IsCompletedSuccessfully);
        File.Delete(_folder["disk/filler"]);

        (await ledger.AddAsync(Row("1.3"), None)).Result.Should().Be(AddResult.Added);
        (await ledger.CountAsync(None)).Instances.Should().Be(acknowledged + 2);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
