using Microsoft.Extensions.Time.Testing;
using StoreScp.Storage.Aws.S3;

namespace StoreScp.Storage.Tests.Aws;

public sealed class PartMemoryTests : IDisposable
{
    private const int BlocksPerPart = 20;

    private readonly FakeTimeProvider _time = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("storescp-parts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Small_objects_take_blocks_one_by_one_as_bytes_arrive()
    {
        var memory = OfParts(2);
        using var buffer = new PartBuffer(memory);

        await FillAsync(buffer, PartMemory.BlockBytes);
        memory.UsedBlocks.Should().Be(1);
        await FillAsync(buffer, 1);
        memory.UsedBlocks.Should().Be(2);
        buffer.Dispose();
        buffer.Dispose();
        memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task Beyond_1_MiB_the_rest_of_the_part_is_reserved_at_once()
    {
        var memory = OfParts(2);
        using var buffer = new PartBuffer(memory);
        await FillAsync(buffer, 1 << 20);
        memory.UsedBlocks.Should().Be(PartMemory.SmallBlocks);

        await FillAsync(buffer, 1);

        memory.UsedBlocks.Should().Be(BlocksPerPart);
    }

    [Fact]
    public async Task Single_blocks_leave_a_whole_part_for_those_who_are_to_finish_theirs()
    {
        var memory = OfParts(1, moreBlocks: 2);
        using PartBuffer first = new(memory), second = new(memory), third = new(memory);
        await FillAsync(first, 1);
        await FillAsync(second, 1);

        // No third single block: what is left is reserved whole.
        await FillAsync(third, 1);

        memory.UsedBlocks.Should().Be(2 + BlocksPerPart);
        PartBuffer.TryCreateWhole(memory).Should().BeNull();
    }

    [Fact]
    public async Task Who_waits_is_served_in_turn_and_nobody_overtakes()
    {
        var memory = OfParts(2);
        var holder = PartBuffer.TryCreateWhole(memory)!;
        using PartBuffer first = new(memory), second = new(memory);
        (await FillAsync(first, (1 << 20) + 1)).Should().Be((1 << 20) + 1);
        var waiting = FillAsync(second, 1);
        memory.WaiterCount.Should().Be(1);
        memory.TryTake(1).Should().BeFalse();

        holder.Dispose();
        await waiting;

        memory.WaiterCount.Should().Be(0);
        second.Length.Should().Be(1);
    }

    [Fact]
    public async Task Who_waits_too_long_is_refused_with_the_name_of_the_limit_and_holds_nothing()
    {
        var memory = OfParts(1);
        using PartBuffer holder = new(memory), waiter = new(memory);
        await FillAsync(holder, 1);
        var waiting = FillAsync(waiter, 1);

        _time.Advance(TimeSpan.FromSeconds(20));

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*PartMemoryBytes*5 MiB*");
        memory.WaiterCount.Should().Be(0);
        holder.Dispose();
        memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task With_a_folder_who_waits_too_long_goes_to_disk_with_what_it_has_and_gives_its_memory_back()
    {
        var memory = OfParts(1, moreBlocks: 2, _folder.FullName);
        using PartBuffer slow = new(memory), waiter = new(memory);
        var bytes = Samples.Bytes(BlocksPerPart * PartMemory.BlockBytes);
        // Two single blocks, and the slow one takes all the rest.
        await FillAsync(waiter, bytes.AsMemory(0, 2 * PartMemory.BlockBytes));
        await FillAsync(slow, 1);
        var waiting = FillAsync(waiter, bytes.AsMemory(2 * PartMemory.BlockBytes));
        memory.WaiterCount.Should().Be(1);

        _time.Advance(FakeS3.Options.SpillAfter);
        await waiting;

        waiter.IsFull.Should().BeTrue();
        memory.UsedBlocks.Should().Be(BlocksPerPart, "the slow one's");
        _folder.EnumerateFiles().Should().ContainSingle();
        using (var stream = new PartStream(waiter))
        {
            var read = new byte[bytes.Length];
            await stream.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
            read.AsSpan().SequenceEqual(bytes).Should().BeTrue();
        }
        waiter.Dispose();
        _folder.EnumerateFiles().Should().BeEmpty();
    }

    [Fact]
    public async Task The_next_part_of_an_object_on_disk_is_in_memory_again_when_there_is_plenty()
    {
        var memory = OfParts(2, spillFolder: _folder.FullName);
        using PartBuffer slow = PartBuffer.TryCreateWhole(memory)!, slower = new(memory), waiter = new(memory);
        await FillAsync(slower, (1 << 20) + 1);
        var waiting = FillAsync(waiter, 1);
        _time.Advance(FakeS3.Options.SpillAfter);
        await waiting;

        waiter.Clear();
        _folder.EnumerateFiles().Should().ContainSingle("there is no memory yet");
        slow.Dispose();
        slower.Dispose();
        waiter.Clear();

        _folder.EnumerateFiles().Should().BeEmpty();
        memory.UsedBlocks.Should().Be(BlocksPerPart);
        (await FillAsync(waiter, 1)).Should().Be(1);
    }

    [Fact]
    public async Task A_disk_that_does_not_take_a_part_is_a_store_in_trouble()
    {
        var memory = OfParts(1, spillFolder: "/nowhere");
        using PartBuffer holder = new(memory), waiter = new(memory);
        await FillAsync(holder, 1);
        var waiting = FillAsync(waiter, 1);

        _time.Advance(FakeS3.Options.SpillAfter);

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*cannot be kept on disk*");
    }

    [Fact]
    public async Task A_cancelled_wait_lets_the_next_one_pass()
    {
        var memory = OfParts(1);
        using var cancelled = new CancellationTokenSource();
        using PartBuffer holder = new(memory), first = new(memory), second = new(memory);
        await FillAsync(holder, 1);
        var given = FillAsync(first, 1, cancelled.Token);
        var next = FillAsync(second, 1);

        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => given).Should().ThrowAsync<OperationCanceledException>();
        holder.Dispose();
        await next;

        memory.UsedBlocks.Should().Be(BlocksPerPart);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 7)]
    [InlineData(3, 5)]
    public async Task However_many_objects_of_whatever_length_share_it_all_are_finished(int parts, int moreBlocks)
    {
        // The clock of the waits stands still: no refusal breaks a deadlock here.
        var memory = OfParts(parts, moreBlocks);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => ReceiveAsync(memory, 100_000 * (i % 5 == 0 ? 120 : i))))).WaitAsync(TimeSpan.FromMinutes(2));

        memory.UsedBlocks.Should().Be(0);
        memory.WaiterCount.Should().Be(0);
    }

    private static async Task ReceiveAsync(PartMemory memory, int length)
    {
        using var buffer = new PartBuffer(memory);
        for (var rest = length; rest > 0;)
        {
            if (buffer.IsFull)
                buffer.Clear();
            rest -= await FillAsync(buffer, Math.Min(rest, 70_000));
            await Task.Yield();
        }
    }

    /// <summary>Appends so many bytes, or as many as fit into the part.</summary>
    private static Task<int> FillAsync(PartBuffer buffer, int count, CancellationToken cancellation = default) => FillAsync(buffer, new byte[count], cancellation);

    private static async Task<int> FillAsync(PartBuffer buffer, ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default)
    {
        var appended = 0;
        while (appended < bytes.Length && !buffer.IsFull)
        {
            await buffer.MakeRoomAsync(cancellation);
            appended += buffer.Append(bytes.Span[appended..]);
        }
        return appended;
    }

    private PartMemory OfParts(int parts, int moreBlocks = 0, string? spillFolder = null) => new(
        FakeS3.Options with { PartMemoryBytes = ((parts * BlocksPerPart) + moreBlocks) * (long)PartMemory.BlockBytes, SpillFolder = spillFolder }, _time);
}
