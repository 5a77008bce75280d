using System.IO.Pipelines;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Dimse;

public sealed class DataSetReaderTests
{
    private const byte CT = Wire.CTContext;

    [Theory]
    [InlineData(100, 1)]
    [InlineData(100, 7)]
    [InlineData(16_372, 1000)]
    [InlineData(16_372, int.MaxValue)]
    [InlineData(131_000, int.MaxValue)]
    [InlineData(262_138, 99_999)]
    [InlineData(262_138, int.MaxValue)]
    public async Task Data_set_comes_whole_out_of_one_block_of_the_transport(int fragment, int bytesPerRead)
    {
        var dataSet = Wire.SomeBytes(bytesPerRead < 10 ? 5_000 : 1_000_000);

        (await StoreAsync(dataSet, fragment, bytesPerRead, Acceptor.ReadAllAsync)).Should().Equal(dataSet);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(4_000)]
    [InlineData(16_372)]
    [InlineData(262_138)]
    public async Task Consumer_that_gathers_128_KiB_before_it_consumes_always_makes_progress(int fragment)
    {
        var dataSet = Wire.SomeBytes(700_001);

        var stored = await StoreAsync(dataSet, fragment, int.MaxValue, async (reader, cancellation) =>
        {
            var dataSetReader = (DataSetReader)reader;
            var all = new List<byte>();
            while (true)
            {
                var read = await reader.ReadAsync(cancellation);
                if (!read.IsCompleted && !dataSetReader.IsFull && read.Buffer.Length < DataSetReader.MaximumUnconsumedBytes)
                {
                    reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }
                foreach (var memory in read.Buffer) all.AddRange(memory.Span);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return [.. all];
            }
        });

        stored.Should().Equal(dataSet);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(13, 5)]
    [InlineData(1000, 999)]
    [InlineData(7777, 0)]
    public async Task Consumer_may_consume_and_examine_as_it_likes(int consume, int examineMore)
    {
        var dataSet = Wire.SomeBytes(9_999);

        var stored = await StoreAsync(dataSet, 100, 333, async (reader, cancellation) =>
        {
            var all = new List<byte>();
            while (true)
            {
                var read = await reader.ReadAsync(cancellation);
                var length = (int)Math.Min(read.Buffer.Length, consume);
                foreach (var memory in read.Buffer.Slice(0, length)) all.AddRange(memory.Span);
                var isLast = read.IsCompleted && read.Buffer.Length == length;
                var consumed = read.Buffer.GetPosition(length);
                reader.AdvanceTo(consumed, read.Buffer.GetPosition(Math.Min(examineMore, read.Buffer.Length - length), consumed));
                if (isLast) return [.. all];
            }
        });

        stored.Should().Equal(dataSet);
    }

    [Fact]
    public async Task Consumer_that_never_consumes_crumbs_is_stopped_and_the_association_lives_on()
    {
        var acceptor = new Acceptor
        {
            Store = async (_, dataSet, cancellation) =>
            {
                while (true)
                {
                    var read = await dataSet.ReadAsync(cancellation);
                    dataSet.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                }
            },
        };
        await acceptor.EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(3000), fragment: 2));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0x0110);
        acceptor.Failures.Should().ContainSingle().Which.Should().BeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task Sequence_spans_the_fragments_that_are_there()
    {
        var dataSet = Wire.SomeBytes(10_000);

        await StoreAsync(dataSet, 1000, int.MaxValue, async (reader, cancellation) =>
        {
            var read = await reader.ReadAsync(cancellation);
            read.Buffer.Length.Should().Be(10_000);
            read.IsCompleted.Should().BeTrue();
            read.Buffer.IsSingleSegment.Should().BeFalse();
            return [];
        });
    }

    [Fact]
    public async Task Unconsumed_bytes_come_again_and_a_read_after_the_end_is_empty_and_completed()
    {
        await StoreAsync(Wire.SomeBytes(500), 100, int.MaxValue, async (reader, cancellation) =>
        {
            var read = await reader.ReadAsync(cancellation);
            reader.AdvanceTo(read.Buffer.GetPosition(150), read.Buffer.End);
            read = await reader.ReadAsync(cancellation);
            read.Buffer.Length.Should().Be(350);
            read.IsCompleted.Should().BeTrue();
            reader.AdvanceTo(read.Buffer.End);
            read = await reader.ReadAsync(cancellation);
            read.Buffer.IsEmpty.Should().BeTrue();
            read.IsCompleted.Should().BeTrue();
            reader.TryRead(out read).Should().BeTrue();
            read.IsCompleted.Should().BeTrue();
            return [];
        });
    }

    [Fact]
    public async Task Data_set_that_ends_with_an_empty_fragment_ends()
    {
        var acceptor = await new Acceptor().EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2)), Wire.PData(Wire.Pdv(CT, false, true)), Wire.EchoRQ(2));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        (await acceptor.Peer.ReceiveCommandAsync()).MessageIDBeingRespondedTo.Should().Be(2);
        acceptor.Stored.Single().Should().Equal(1, 2);
    }

    [Fact]
    public async Task Empty_data_set_is_empty()
    {
        var acceptor = await new Acceptor().EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, true)), Wire.EchoRQ(2));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        (await acceptor.Peer.ReceiveCommandAsync()).MessageIDBeingRespondedTo.Should().Be(2);
        acceptor.Stored.Single().Should().BeEmpty();
    }

    [Fact]
    public async Task Command_and_data_set_may_share_a_PDU()
    {
        var acceptor = await new Acceptor().EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.PData(Wire.Pdv(CT, true, true, Wire.Command(Wire.Store())), Wire.Pdv(CT, false, false, 1, 2), Wire.Pdv(CT, false, true, 3, 4)));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        acceptor.Stored.Single().Should().Equal(1, 2, 3, 4);
    }

    [Fact]
    public async Task Cancelled_read_throws_and_the_data_set_can_be_read_on()
    {
        var cancelled = new TaskCompletionSource();
        var acceptor = new Acceptor
        {
            Store = async (_, dataSet, cancellation) =>
            {
                using var impatience = new CancellationTokenSource();
                var read = await dataSet.ReadAsync(cancellation);
                dataSet.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                var waiting = dataSet.ReadAsync(impatience.Token);
                await impatience.CancelAsync();
                await waiting.AsTask().Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
                cancelled.SetResult();
                return new CStoreOutcome(DimseStatus.OutOfResources);
            },
        };
        await acceptor.EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2)));
        await cancelled.Task;
        await acceptor.Peer.SendAsync(Wire.PData(Wire.Pdv(CT, false, true, 1, 2)));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0xA700);
        acceptor.Failures.Should().BeEmpty();
    }

    [Fact]
    public async Task Long_data_set_costs_no_allocation_per_PDU_and_few_reads()
    {
        const int Instances = 50;
        var stream = new List<byte>(Wire.AssociateRQ);
        for (var i = 0; i < Instances; i++) stream.AddRange(Wire.StoreRQ(new byte[526_000], 16_372, (ushort)i));
        var transport = new BlockTransport([.. stream]);
        var allocated = new List<long>();
        var acceptor = new Acceptor(ours: new PipePair.End(transport, new PipePair().Ours.Output))
        {
            Store = async (_, dataSet, cancellation) =>
            {
                while (true)
                {
                    var read = await dataSet.ReadAsync(cancellation);
                    dataSet.AdvanceTo(read.Buffer.End);
                    if (read.IsCompleted) break;
                }
                allocated.Add(GC.GetAllocatedBytesForCurrentThread());
                return CStoreOutcome.Success;
            },
        };

        // Scripted and without a wait: it runs to its end on this thread.
        var running = acceptor.Start().Running;

        running.IsCompleted.Should().BeTrue();
        (await running).InstanceCount.Should().Be(Instances);
        var perInstance = (allocated[^1] - allocated[5]) / (Instances - 6);
        perInstance.Should().BeLessThan(2048, "a message costs its command, its UIDs and its response");
        transport.ReadCount.Should().BeLessThan(Instances * 526_000 / (200 * 1024));
    }

    private static async Task<byte[]> StoreAsync(byte[] dataSet, int fragment, int bytesPerRead, Func<PipeReader, CancellationToken, Task<byte[]>> consume)
    {
        byte[]? stored = null;
        var script = Wire.AssociateRQ.Concat(Wire.StoreRQ(dataSet, fragment)).Concat(Wire.ReleaseRQ).ToArray();
        var acceptor = new Acceptor(ours: new PipePair.End(new BlockTransport(script, bytesPerRead: bytesPerRead), new PipePair().Ours.Output))
        {
            Store = async (_, reader, cancellation) =>
            {
                stored = await consume(reader, cancellation);
                return CStoreOutcome.Success;
            },
        }.Start();
        var summary = await acceptor.Running;
        acceptor.Failures.Should().BeEmpty();
        summary.End.Kind.Should().Be(AssociationEndKind.Released);
        summary.DataSetBytes.Should().Be(dataSet.Length);
        return stored!;
    }
}
