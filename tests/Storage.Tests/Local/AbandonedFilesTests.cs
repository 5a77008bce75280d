using System.Buffers;
using StoreScp.Storage.Local;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Local;

/// <summary>Unfinished files lie beside their objects; whose they are is known by a lock.</summary>
public sealed class AbandonedFilesTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private IInstanceStore _store = null!;

    public ValueTask InitializeAsync()
    {
        _store = Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_unfinished_file_is_in_the_folder_of_its_object_under_a_name_that_no_key_has()
    {
        await using var writer = await _store.CreateAsync(NewKey(), None);

        var name = Path.GetFileName(Directory.GetFiles(_folder["objects/" + Study]).Should().ContainSingle().Subject);

        name.Should().MatchRegex($@"^\.{Environment.ProcessId}-[0-9a-f]{{32}}-[0-9a-f]{{8}}$");
        ObjectKey.TryParse($"{Study}/{name}", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Others_than_owner_and_group_cannot_read_an_unfinished_file()
    {
        await using var writer = await _store.CreateAsync(NewKey(), None);

        _folder.IsClosedToOthers(Directory.GetFiles(_folder["objects/" + Study])[0]).Should().BeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_ended_process_left_is_removed_with_its_lock(bool withLock)
    {
        var ended = new EndedProcess(_folder);
        if (withLock)
            ended.LeaveLock();
        string[] files = [ended.LeaveFile("1.2.3"), ended.LeaveFile("1.2.3"), ended.LeaveFile("1.2.4")];
        var kept = NewKey("1.2.3");
        await WriteAsync(_store, kept, Bytes(3));

        (await _store.RemoveAbandonedAsync(None)).Should().Be(3);

        files.Should().NotContain(file => File.Exists(file));
        File.Exists(ended.LockPath).Should().BeFalse();
        (await ReadAsync(_store, kept)).Should().Equal(Bytes(3));
    }

    [Fact]
    public async Task A_process_that_ends_later_is_swept_later()
    {
        await _store.RemoveAbandonedAsync(None);
        var ended = new EndedProcess(_folder);
        ended.LeaveLock();
        ended.LeaveFile();

        (await _store.RemoveAbandonedAsync(None)).Should().Be(1);
        (await _store.RemoveAbandonedAsync(None)).Should().Be(0);
    }

    [Fact]
    public async Task A_later_sweep_does_not_look_into_folders_unchanged_since_the_ended_process_began()
    {
        await _store.RemoveAbandonedAsync(None);
        var ended = new EndedProcess(_folder);
        ended.LeaveLock();
        var inOldFolder = ended.LeaveFile("1.2.3");
        var inNewFolder = ended.LeaveFile("1.2.4");
        Directory.SetLastWriteTimeUtc(_folder["objects/1.2.3"], File.GetLastWriteTimeUtc(ended.LockPath).AddHours(-1));

        (await _store.RemoveAbandonedAsync(None)).Should().Be(1);

        File.Exists(inNewFolder).Should().BeFalse();
        File.Exists(inOldFolder).Should().BeTrue("no process can have made it there, so nobody looks");
    }

    [Fact]
    public async Task What_a_living_process_writes_stays_beside_what_an_ended_one_left()
    {
        await using var other = Open();
        await using var living = await other.CreateAsync(NewKey(), None);
        await living.WriteAsync(new ReadOnlySequence<byte>(Bytes(10)), None);
        new EndedProcess(_folder).LeaveFile();

        (await _store.RemoveAbandonedAsync(None)).Should().Be(1);
        await living.CommitAsync(None);
    }

    [Fact]
    public async Task Two_processes_that_sweep_at_the_same_time_disturb_neither_each_other_nor_writers()
    {
        await using var other = Open();
        await using var living = await other.CreateAsync(NewKey(), None);
        for (var i = 0; i < 20; i++)
        {
            var ended = new EndedProcess(_folder);
            ended.LeaveLock();
            ended.LeaveFile($"1.2.{i}");
        }

        await Task.WhenAll(Task.Run(() => _store.RemoveAbandonedAsync(None).AsTask()), Task.Run(() => other.RemoveAbandonedAsync(None).AsTask()));
        await _store.RemoveAbandonedAsync(None);

        Directory.GetFiles(_folder["objects"], ".*", SearchOption.AllDirectories).Should().ContainSingle("the living writer's");
        Directory.GetFiles(_folder["tmp"]).Should().HaveCount(2, "both processes live");
        await living.CommitAsync(None);
    }

    [Fact]
    public async Task A_store_closed_under_a_writer_leaves_the_unfinished_file_to_the_sweep()
    {
        var closed = Open();
        await using var writer = await closed.CreateAsync(NewKey(), None);
        await closed.DisposeAsync();

        (await _store.RemoveAbandonedAsync(None)).Should().Be(1);
        Directory.GetFiles(_folder["tmp"]).Should().ContainSingle("our own lock");
    }

    [Theory]
    [InlineData(".DS_Store")]
    [InlineData(".nfs000000000000000100000001")]
    [InlineData(".4711-dead-00000001")]
    [InlineData(".4711-0123456789abcdef0123456789abcdef")]
    [InlineData(".x-0123456789abcdef0123456789abcdef-00000001")]
    [InlineData(".4711-0123456789abcdef0123456789abcdef-00000001.bak")]
    public async Task Hidden_files_of_others_are_left_alone(string name)
    {
        File.WriteAllText(_folder["objects/" + name], "x");

        (await _store.RemoveAbandonedAsync(None)).Should().Be(0);

        File.Exists(_folder["objects/" + name]).Should().BeTrue();
        (await ToListAsync(_store.ListAsync(DateTimeOffset.MinValue, None))).Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_temporary_folders_of_an_earlier_version_are_removed(bool withLock)
    {
        Directory.CreateDirectory(_folder["tmp/4711-dead"]);
        File.WriteAllBytes(_folder["tmp/4711-dead/00000001"], Bytes(10));
        if (withLock)
            File.WriteAllBytes(_folder["tmp/4711-dead.lock"], []);

        (await _store.RemoveAbandonedAsync(None)).Should().Be(1);

        Directory.GetDirectories(_folder["tmp"]).Should().BeEmpty();
        Directory.GetFiles(_folder["tmp"]).Should().ContainSingle("our own lock");
    }

    [Fact]
    public async Task The_temporary_folder_of_an_earlier_version_that_still_runs_is_left_alone()
    {
        Directory.CreateDirectory(_folder["tmp/4711-living"]);
        File.WriteAllBytes(_folder["tmp/4711-living/00000001"], Bytes(10));
        using var held = new FileStream(_folder["tmp/4711-living.lock"], FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        (await _store.RemoveAbandonedAsync(None)).Should().Be(0);

        File.Exists(_folder["tmp/4711-living/00000001"]).Should().BeTrue();
    }

    private LocalInstanceStore Open() =>
        LocalInstanceStore.Open(new LocalStorageOptions { Path = _folder.Path, Durability = Durability.OsCache, MinimumFreeBytes = 0 }, TimeProvider.System);
}
