using Microsoft.Extensions.Time.Testing;
using StoreScp.Receiving.Tests.Support;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.PreStore;

/// <summary>Streams over the bulk that do not come back in time: they cost their instance, and cannot touch what comes after it.</summary>
public sealed class HangingStreamTests
{
    private readonly Synthetic _synthetic = new();
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception?> _afterwards = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_stream_that_is_not_made_in_time_fails_its_instance_and_the_association_goes_on()
    {
        using var release = new ManualResetEventSlim();
        await using var server = Server(value =>
        {
            _entered.SetResult();
            release.Wait();
            return value;
        });

        await MustFailAloneAsync(server);
        release.Set();
    }

    [Fact]
    public async Task A_stream_that_comes_back_late_cannot_read_what_the_peer_sends_next()
    {
        await using var server = Server(value => new Hanging(value, _entered, _release.Task, _afterwards));

        await MustFailAloneAsync(server);
        _release.SetResult();

        (await _afterwards.Task).Should().BeOfType<ObjectDisposedException>();
    }

    /// <summary>The first instance meets the stream; the second, on the same association, is stored.</summary>
    private async Task MustFailAloneAsync(HandledReceiver server)
    {
        var instance = _synthetic.MR();
        var modality = server.Receiver.Connect();
        await modality.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);

        var response = modality.StoreAsync(instance);
        await _entered.Task;
        while (!response.IsCompleted)
        {
            _time.Advance(HandledReceiver.BulkReadTimeout);
            await Task.Yield();
        }

        (await response).Should().Be(((ushort)0xA700, "A plugin handler's stream over the bulk took too long"));
        (await modality.StoreAsync(_synthetic.MR())).Status.Should().Be(0);
        await modality.ReleaseAsync();
        await server.Receiver.AllEndedAsync();
        server.Receiver.Failures.Should().BeEmpty();
        server.Receiver.Objects().Should().ContainSingle();
    }

    private HandledReceiver Server(Func<Stream, Stream> transform)
    {
        var isFirst = true;
        return new HandledReceiver(ActingHandler.Edit(instance =>
        {
            if (isFirst)
                instance.Bulk!.Transform(transform);
            isFirst = false;
        }))
        { BulkTime = _time };
    }

    /// <summary>Waits for the test in the middle of a read, and then reads on as if nothing had happened.</summary>
    private sealed class Hanging(Stream inner, TaskCompletionSource entered, Task release, TaskCompletionSource<Exception?> afterwards) : ForwardStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            entered.SetResult();
            await release;
            try
            {
                return await inner.ReadAsync(buffer, CancellationToken.None);
            }
            catch (Exception e)
            {
                afterwards.SetResult(e);
                throw;
            }
        }
    }
}
