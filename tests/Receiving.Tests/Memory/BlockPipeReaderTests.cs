using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Receiving.Memory;

namespace StoreScp.Receiving.Tests.Memory;

public sealed class BlockPipeReaderTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Pipe _connection = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly MemoryBudget _budget;
    private readonly BlockPipeReader _reader;

    public BlockPipeReaderTests()
    {
        _budget = new MemoryBudget(MemoryBudget.BlockBytes, TimeSpan.FromSeconds(20), _time);
        _reader = new BlockPipeReader(_connection.Reader.AsStream(), _budget);
    }

    private async Task ArrivesAsync(params byte[] bytes) => await _connection.Writer.WriteAsync(bytes);

    [Fact]
    public async Task No_block_is_held_while_the_peer_is_silent()
    {
        var reading = _reader.ReadAsync();
        reading.IsCompleted.Should().BeFalse();
        _budget.UsedBytes.Should().Be(0);

        await ArrivesAsync(1, 2, 3);
        var result = await reading;
        result.Buffer.ToArray().Should().Equal(1, 2, 3);
        _budget.UsedBytes.Should().Be(MemoryBudget.BlockBytes);

        _reader.AdvanceTo(result.Buffer.End);
        _budget.UsedBytes.Should().Be(0, "everything was consumed");
    }

    [Fact]
    public async Task Bytes_examined_but_not_consumed_come_again_with_the_next_ones()
    {
        await ArrivesAsync(1, 2, 3);
        var result = await _reader.ReadAsync();
        _reader.AdvanceTo(result.Buffer.GetPosition(1), result.Buffer.End);
        _reader.TryRead(out _).Should().BeFalse("nothing unexamined is left");

        await ArrivesAsync(4);
        (await _reader.ReadAsync()).Buffer.ToArray().Should().Equal(2, 3, 4);
    }

    [Fact]
    public async Task Every_byte_of_a_long_stream_arrives_once_and_in_order()
    {
        var sent = new byte[3 * MemoryBudget.BlockBytes + 12345];
        new Random(7).NextBytes(sent);
        var writing = Task.Run(async () =>
        {
            await _connection.Writer.WriteAsync(sent);
            await _connection.Writer.CompleteAsync();
        });

        var received = new List<byte>();
        var random = new Random(8);
        while (true)
        {
            var result = await _reader.ReadAsync();
            var take = result.IsCompleted ? result.Buffer.Length : random.NextInt64(result.Buffer.Length + 1);
            received.AddRange(result.Buffer.Slice(0, take).ToArray());
            _reader.AdvanceTo(result.Buffer.GetPosition(take));
            if (result.IsCompleted)
                break;
        }
        await writing;
        received.Should().Equal(sent);
        _budget.UsedBytes.Should().Be(0);
    }

    [Fact]
    public async Task Leaving_a_whole_block_unconsumed_is_an_error_and_not_an_allocation()
    {
        await _connection.Writer.WriteAsync(new byte[MemoryBudget.BlockBytes + 1]);
        var reading = async () =>
        {
            while (true)
            {
                var result = await _reader.ReadAsync();
                _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        };
        await reading.Should().ThrowAsync<InvalidOperationException>();
        _budget.UsedBytes.Should().Be(MemoryBudget.BlockBytes);
    }

    [Fact]
    public async Task When_the_budget_stays_exhausted_the_connection_goes_on_in_its_reserve_and_says_so()
    {
        var taken = _budget.TryRent()!;
        await ArrivesAsync(1, 2, 3);
        var reading = _reader.ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(15));
        _reader.WaitedForMemory.Should().Be(TimeSpan.FromSeconds(15), "the peer's deadlines stand still meanwhile");

        _time.Advance(TimeSpan.FromSeconds(5));
        var result = await reading;
        result.Buffer.ToArray().Should().Equal(1, 2, 3);
        _reader.IsStarved.Should().BeTrue();
        _time.Advance(TimeSpan.FromSeconds(5));
        _reader.WaitedForMemory.Should().Be(TimeSpan.FromSeconds(20));

        _reader.AdvanceTo(result.Buffer.End);
        _budget.Return(taken);
        await ArrivesAsync(4);
        (await _reader.ReadAsync()).Buffer.ToArray().Should().Equal(4);
        _reader.IsStarved.Should().BeFalse("a block was free again");
    }

    [Fact]
    public async Task A_cancelled_read_can_be_repeated()
    {
        using var cancellation = new CancellationTokenSource();
        var reading = _reader.ReadAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await FluentActions.Awaiting(() => reading).Should().ThrowAsync<OperationCanceledException>();

        await ArrivesAsync(9);
        (await _reader.ReadAsync()).Buffer.ToArray().Should().Equal(9);
    }

    [Fact]
    public async Task CancelPendingRead_wakes_the_reader_once()
    {
        var reading = _reader.ReadAsync().AsTask();
        _reader.CancelPendingRead();
        (await reading).IsCanceled.Should().BeTrue();

        await ArrivesAsync(9);
        (await _reader.ReadAsync()).IsCanceled.Should().BeFalse();
    }

    [Fact]
    public async Task The_end_of_the_connection_completes_the_last_read()
    {
        await ArrivesAsync(1);
        await _connection.Writer.CompleteAsync();
        var result = await _reader.ReadAsync();
        _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);

        result = await _reader.ReadAsync();
        result.IsCompleted.Should().BeTrue();
        result.Buffer.ToArray().Should().Equal(1);
        _reader.Complete();
        _budget.UsedBytes.Should().Be(0);
    }
}
