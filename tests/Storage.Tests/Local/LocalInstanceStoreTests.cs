using System.Buffers;
using StoreScp.Storage.Local;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Local;

public sealed class FlushedInstanceStoreTests : LocalInstanceStoreTests
{
    protected override Durability Durability => Durability.Flush;
}

public sealed class OsCacheInstanceStoreTests : LocalInstanceStoreTests
{
    protected override Durability Durability => Durability.OsCache;
}

/// <summary>The contract, and what only files have.</summary>
public abstract class LocalInstanceStoreTests : InstanceStoreContract
{
    private readonly TestFolder _folder = new();

    protected abstract Durability Durability { get; }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<IInstanceStore> OpenAsync() =>
        new(LocalInstanceStore.Open(new LocalStorageOptions { Path = _folder.Path, Durability = Durability, MinimumFreeBytes = 0 }, TimeProvider.System));

    [Fact]
    public async Task Objects_are_files_below_objects_named_by_their_key()
    {
        var key = NewKey();
        await WriteAsync(Store, key, Bytes(3));

        File.ReadAllBytes(_folder["objects/" + key.Value]).Should().Equal(Bytes(3));
    }

    [Fact]
    public async Task Others_than_owner_and_group_cannot_read_an_object()
    {
        var key = NewKey();
        await WriteAsync(Store, key, Bytes(3));

        _folder.IsClosedToOthers("objects/" + key.Value).Should().BeTrue();
        _folder.IsClosedToOthers("objects").Should().BeTrue();
    }

    [Fact]
    public async Task Temporary_files_are_gone_after_commit_and_after_abort()
    {
        await WriteAsync(Store, NewKey(), Bytes(3));
        await using (var aborted = await Store.CreateAsync(NewKey(), None))
            await aborted.WriteAsync(new ReadOnlySequence<byte>(Bytes(3)), None);
        var existing = NewKey();
        await WriteAsync(Store, existing, Bytes(3));
        await FluentActions.Awaiting(() => WriteAsync(Store, existing, Bytes(3))).Should().ThrowAsync<ObjectExistsException>();

        Directory.GetFiles(_folder["objects"], ".*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task A_closed_store_leaves_no_lock()
    {
        var before = Directory.GetFileSystemEntries(_folder["tmp"]).Length;
        await (await OpenAsync()).DisposeAsync();

        Directory.GetFileSystemEntries(_folder["tmp"]).Should().HaveCount(before);
    }

    [Fact]
    public async Task A_folder_that_someone_removed_is_made_again()
    {
        var first = NewKey();
        await WriteAsync(Store, first, Bytes(3));
        Directory.Delete(_folder["objects/" + Study], recursive: true);
        var second = NewKey();
        await WriteAsync(Store, second, Bytes(4));

        (await ReadAsync(Store, second)).Should().Equal(Bytes(4));
    }

    [Fact]
    public async Task A_folder_that_someone_removes_under_a_writer_is_an_outage_and_then_made_again()
    {
        await using (var writer = await Store.CreateAsync(NewKey(), None))
        {
            Directory.Delete(_folder["objects/" + Study], recursive: true);
            await FluentActions.Awaiting(async () => await writer.CommitAsync(None)).Should().ThrowAsync<StorageUnavailableException>();
        }
        var next = NewKey();
        await WriteAsync(Store, next, Bytes(4));

        (await ReadAsync(Store, next)).Should().Equal(Bytes(4));
    }

    [Fact]
    public async Task Files_that_are_not_objects_are_not_listed()
    {
        File.WriteAllText(_folder["objects/.DS_Store"], "x");
        File.WriteAllText(_folder["objects/a b"], "x");

        (await ToListAsync(Store.ListAsync(DateTimeOffset.MinValue, None))).Should().BeEmpty();
    }

    [Fact]
    public async Task Folders_that_nothing_was_added_to_are_skipped()
    {
        ObjectKey old = NewKey("1.1"), recent = NewKey("1.2");
        await WriteAsync(Store, old, Bytes(3));
        await WriteAsync(Store, recent, Bytes(3));
        var now = DateTime.UtcNow;
        Directory.SetLastWriteTimeUtc(_folder["objects/1.1"], now.AddHours(-2));
        Directory.SetLastWriteTimeUtc(_folder["objects"], now.AddHours(-3));

        var listed = await ToListAsync(Store.ListAsync(now.AddHours(-1), None));

        listed.Select(found => found.Key).Should().Equal(recent);
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_takes_nothing_more()
    {
        var options = new LocalStorageOptions { Path = _folder.Path, Durability = Durability, MinimumFreeBytes = long.MaxValue / 2 };
        await using var full = LocalInstanceStore.Open(options, TimeProvider.System);

        full.HasRoomFor(1).Should().BeFalse();
        await FluentActions.Awaiting(async () => await full.CreateAsync(NewKey(), None)).Should().ThrowAsync<StorageUnavailableException>();
    }

    [Fact]
    public async Task A_folder_of_objects_that_cannot_be_made_is_an_outage_and_not_a_bug()
    {
        File.WriteAllText(_folder["objects/" + Study], "a file where the folder should be");

        await FluentActions.Awaiting(() => WriteAsync(Store, NewKey(), Bytes(3))).Should().ThrowAsync<StorageUnavailableException>();
        File.Delete(_folder["objects/" + Study]);
        await WriteAsync(Store, NewKey(), Bytes(3));
    }

    [Fact]
    public void A_storage_folder_that_cannot_be_made_is_one_clear_sentence()
    {
        File.WriteAllText(_folder["file"], "x");
        var options = new LocalStorageOptions { Path = _folder["file/data"], Durability = Durability };

        FluentActions.Invoking(() => LocalInstanceStore.Open(options, TimeProvider.System))
            .Should().Throw<StorageSetupException>().WithMessage($"The storage folder '{_folder["file/data"]}' cannot be used: *");
    }
}
