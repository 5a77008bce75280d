using System.Buffers;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests;

/// <summary>What every <see cref="IInstanceStore"/> keeps to; each adapter runs these facts.</summary>
public abstract class InstanceStoreContract : IAsyncLifetime
{
    protected IInstanceStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store once more, as another process would.</summary>
    protected abstract ValueTask<IInstanceStore> OpenAsync();

    [Fact]
    public async Task A_committed_object_reads_back_byte_for_byte()
    {
        var key = NewKey();
        var bytes = Bytes(100_001);
        await using (var writer = await Store.CreateAsync(key, None))
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(bytes, 0, 1), None);
            await writer.WriteAsync(ReadOnlySequence<byte>.Empty, None);
            await writer.WriteAsync(InSegments(bytes[1..70_000], 7_001), None);
            await writer.WriteAsync(new ReadOnlySequence<byte>(bytes, 70_000, 30_001), None);
            writer.BytesWritten.Should().Be(bytes.Length);
            await writer.CommitAsync(None);
        }

        (await ReadAsync(Store, key)).Should().Equal(bytes);
        (await Store.FindAsync(key, None))!.Value.Length.Should().Be(bytes.Length);
    }

    [Fact]
    public async Task Bytes_in_thousands_of_segments_are_written_in_order()
    {
        var key = NewKey();
        var bytes = Bytes(5_000);
        await using (var writer = await Store.CreateAsync(key, None))
        {
            await writer.WriteAsync(InSegments(bytes, 1), None);
            await writer.CommitAsync(None);
        }

        (await ReadAsync(Store, key)).Should().Equal(bytes);
    }

    [Fact]
    public async Task The_callers_memory_is_its_own_again_when_a_write_completes()
    {
        var key = NewKey();
        var bytes = Bytes(4_000);
        var reused = bytes.ToArray();
        await using (var writer = await Store.CreateAsync(key, None))
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(reused), None);
            reused.AsSpan().Clear();
            await writer.CommitAsync(None);
        }

        (await ReadAsync(Store, key)).Should().Equal(bytes);
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        var key = NewKey();
        await WriteAsync(Store, key, []);

        (await ReadAsync(Store, key)).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_visible_before_the_commit()
    {
        var key = NewKey();
        await using var writer = await Store.CreateAsync(key, None);
        await writer.WriteAsync(new ReadOnlySequence<byte>(Bytes(10)), None);

        (await Store.FindAsync(key, None)).Should().BeNull();
        (await Store.OpenReadAsync(key, None)).Should().BeNull();
        (await ToListAsync(Store.ListAsync(DateTimeOffset.MinValue, None))).Should().BeEmpty();
    }

    [Fact]
    public async Task A_writer_disposed_without_commit_leaves_nothing()
    {
        var key = NewKey();
        await using (var writer = await Store.CreateAsync(key, None))
            await writer.WriteAsync(new ReadOnlySequence<byte>(Bytes(10)), None);

        (await Store.FindAsync(key, None)).Should().BeNull();
        await WriteAsync(Store, key, Bytes(3));
        (await ReadAsync(Store, key)).Should().Equal(Bytes(3));
    }

    [Fact]
    public async Task A_commit_never_overwrites()
    {
        var key = NewKey();
        await WriteAsync(Store, key, Bytes(3));

        await FluentActions.Awaiting(() => WriteAsync(Store, key, Bytes(4))).Should().ThrowAsync<ObjectExistsException>();
        (await ReadAsync(Store, key)).Should().Equal(Bytes(3));
    }

    [Fact]
    public async Task Of_many_writers_of_one_key_in_two_processes_exactly_one_commits()
    {
        await using var other = await OpenAsync();
        var key = NewKey();

        var committed = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => TryWriteAsync(i % 2 == 0 ? Store : other, key, 10 + i))));

        committed.Count(length => length > 0).Should().Be(1);
        (await ReadAsync(Store, key)).Should().Equal(Bytes(committed.Max()));
    }

    [Fact]
    public async Task Objects_committed_at_the_same_time_are_all_there()
    {
        ObjectKey[] keys = [.. Enumerable.Range(0, 64).Select(i => NewKey($"1.2.{i % 3}"))];

        await Task.WhenAll(keys.Select((key, i) => Task.Run(() => WriteAsync(Store, key, Bytes(i)))));

        var listed = await ToListAsync(Store.ListAsync(DateTimeOffset.MinValue, None));
        listed.Select(found => (found.Key, found.Length)).Should().BeEquivalentTo(keys.Select((key, i) => (key, (long)i)));
    }

    [Fact]
    public async Task A_missing_object_is_null_and_cannot_be_deleted_or_moved()
    {
        var key = NewKey();

        (await Store.OpenReadAsync(key, None)).Should().BeNull();
        (await Store.FindAsync(key, None)).Should().BeNull();
        (await Store.DeleteAsync(key, None)).Should().BeFalse();
        (await Store.MoveAsync(key, NewKey(), None)).Should().BeFalse();
    }

    [Fact]
    public async Task A_deleted_object_is_gone()
    {
        var key = NewKey();
        await WriteAsync(Store, key, Bytes(3));

        (await Store.DeleteAsync(key, None)).Should().BeTrue();
        (await Store.FindAsync(key, None)).Should().BeNull();
    }

    [Fact]
    public async Task A_moved_object_is_under_its_new_key_only()
    {
        ObjectKey from = NewKey(), to = ObjectKeys.ForOrphan(NewKey(), NewReceipt());
        await WriteAsync(Store, from, Bytes(3));

        (await Store.MoveAsync(from, to, None)).Should().BeTrue();
        (await Store.FindAsync(from, None)).Should().BeNull();
        (await ReadAsync(Store, to)).Should().Equal(Bytes(3));
    }

    [Fact]
    public async Task A_move_never_overwrites()
    {
        ObjectKey from = NewKey(), to = NewKey();
        await WriteAsync(Store, from, Bytes(3));
        await WriteAsync(Store, to, Bytes(4));

        await FluentActions.Awaiting(async () => await Store.MoveAsync(from, to, None)).Should().ThrowAsync<ObjectExistsException>();
        (await ReadAsync(Store, from)).Should().Equal(Bytes(3));
        (await ReadAsync(Store, to)).Should().Equal(Bytes(4));
    }

    [Fact]
    public async Task Removing_what_is_abandoned_does_not_touch_a_writer_of_a_living_process()
    {
        await using var other = await OpenAsync();
        var key = NewKey();
        await using var writer = await Store.CreateAsync(key, None);
        await writer.WriteAsync(new ReadOnlySequence<byte>(Bytes(10)), None);

        (await other.RemoveAbandonedAsync(None)).Should().Be(0);
        (await Store.RemoveAbandonedAsync(None)).Should().Be(0);
        await writer.CommitAsync(None);

        (await ReadAsync(other, key)).Should().Equal(Bytes(10));
    }

    private static async Task<int> TryWriteAsync(IInstanceStore store, ObjectKey key, int length)
    {
        try
        {
            await WriteAsync(store, key, Bytes(length));
            return length;
        }
        catch (ObjectExistsException)
        {
            return 0;
        }
    }
}
