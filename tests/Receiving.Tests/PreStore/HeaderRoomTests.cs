using StoreScp.Receiving.Tests.Support;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.PreStore;

/// <summary>Headers in the hands of handlers are bounded over all associations; here one fills the bound.</summary>
public sealed class HeaderRoomTests
{
    private static readonly ReceivingOptions OneHeader = new() { ScratchDirectory = "", HandledHeaderBytes = 1 };

    private readonly Synthetic _synthetic = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;
    private int _inside;
    private int _mostInside;

    [Fact]
    public async Task While_the_bulk_of_a_stored_header_arrives_the_next_header_is_handled()
    {
        await using var server = new HandledReceiver(OneHeader, null, FirstWaits());
        var (slow, quick) = (_synthetic.MR(), _synthetic.MR());
        var slowModality = await ConnectAsync(server, slow);
        await slowModality.SendAsync(slow.SOPClassUID, slow.SOPInstanceUID, slow.DataSetToArray(), lastFragment: false);
        await _entered.Task;

        var quickModality = await ConnectAsync(server, quick);
        var answer = quickModality.StoreAsync(quick);
        _release.SetResult();

        (await answer).Status.Should().Be(0, "the slow one still sends, but its header is stored");
        _mostInside.Should().Be(1);
        await quickModality.ReleaseAsync();
        await slowModality.DropAsync();
        await server.Receiver.AllEndedAsync();
    }

    [Fact]
    public async Task An_instance_for_whose_header_there_is_no_room_in_time_is_refused_with_A700_and_its_association_goes_on()
    {
        await using var server = new HandledReceiver(OneHeader with { MemoryWait = TimeSpan.Zero }, null, FirstWaits());
        var (held, refused) = (_synthetic.MR(), _synthetic.MR());
        var holder = await ConnectAsync(server, held);
        var answer = holder.StoreAsync(held);
        await _entered.Task;
        var other = await ConnectAsync(server, refused);

        (await other.StoreAsync(refused)).Status.Should().Be(0xA700);
        _calls.Should().Be(1, "the handler never saw it");
        _release.SetResult();

        (await answer).Status.Should().Be(0);
        (await other.StoreAsync(refused)).Status.Should().Be(0, "there is room again");
        await holder.ReleaseAsync();
        await other.ReleaseAsync();
        await server.Receiver.AllEndedAsync();
    }

    [Fact]
    public async Task While_the_bulk_of_a_discarded_instance_arrives_the_next_header_is_handled()
    {
        await using var server = new HandledReceiver(OneHeader with { MemoryWait = TimeSpan.Zero }, null, FirstIsDiscarded());
        var (slow, quick) = (_synthetic.MR(), _synthetic.MR());
        var slowModality = await ConnectAsync(server, slow);
        await slowModality.SendAsync(slow.SOPClassUID, slow.SOPInstanceUID, slow.DataSetToArray(), lastFragment: false);
        await _entered.Task;
        var quickModality = await ConnectAsync(server, quick);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await quickModality.StoreAsync(quick)).Status != 0)
            limit.Token.ThrowIfCancellationRequested();

        await quickModality.ReleaseAsync();
        await slowModality.DropAsync();
        await server.Receiver.AllEndedAsync();
    }

    [Fact]
    public async Task A_handler_that_throws_gives_its_room_back()
    {
        var failed = false;
        await using var server = new HandledReceiver(OneHeader with { MemoryWait = TimeSpan.Zero }, null, ActingHandler.Edit(_ =>
        {
            if (!failed)
            {
                failed = true;
                throw new InvalidOperationException();
            }
        }));
        var instance = _synthetic.MR();
        var modality = await ConnectAsync(server, instance);

        (await modality.StoreAsync(instance)).Status.Should().Be(0xA700);
        (await modality.StoreAsync(instance)).Status.Should().Be(0);

        await modality.ReleaseAsync();
        await server.Receiver.AllEndedAsync();
    }

    /// <summary>Its first call returns when the test says so.</summary>
    private ActingHandler FirstWaits() => new(async (_, _) =>
    {
        _mostInside = Math.Max(_mostInside, Interlocked.Increment(ref _inside));
        if (Interlocked.Increment(ref _calls) == 1)
        {
            _entered.SetResult();
            await _release.Task;
        }
        Interlocked.Decrement(ref _inside);
        return Plugins.PreStoreResult.Continue;
    });

    private ActingHandler FirstIsDiscarded() => new((_, _) =>
        new(_entered.TrySetResult() ? Plugins.PreStoreResult.Discard("not wanted") : Plugins.PreStoreResult.Continue));

    private static async Task<Modality> ConnectAsync(HandledReceiver server, SyntheticInstance instance)
    {
        var modality = server.Receiver.Connect();
        await modality.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);
        return modality;
    }
}
