using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Associations;

public sealed class DeadlineTests
{
    private const byte CT = Wire.CTContext;

    // What the peer sends is handled before its send returns.
    private static readonly PipeOptions Inline = new(readerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false);

    private readonly FakeTimeProvider _time = new();
    private ObservedTransport? _transport;

    [Fact]
    public async Task Silent_connection_is_closed_without_an_answer_after_30_s()
    {
        var acceptor = New().Start();

        (await EndsAfterAsync(acceptor, 30)).End.Kind.Should().Be(AssociationEndKind.SilentProbe);
        (await acceptor.Peer.ReceiveAsync()).Should().BeNull();
    }

    [Fact]
    public async Task Request_that_drips_in_has_30_s_in_all()
    {
        var acceptor = New().Start();
        for (var i = 0; i < 29; i++)
        {
            await acceptor.Peer.SendAsync([Wire.AssociateRQ[i]]);
            await PassAsync(acceptor, 1);
        }
        acceptor.Running.IsCompleted.Should().BeFalse();

        (await EndsAfterAsync(acceptor, 1)).End.Kind.Should().Be(AssociationEndKind.RequestTimedOut);
    }

    [Fact]
    public async Task Idle_association_is_aborted_by_the_user_after_300_s()
    {
        var acceptor = await EstablishAsync();

        (await EndsAfterAsync(acceptor, 300)).End.Why.Should().Contain("next message");

        (await acceptor.Peer.ReceivePduAsync()).Should().Be(new AAbort(AbortSource.ServiceUser, AbortReason.NotSpecified));
    }

    [Fact]
    public async Task Echo_starts_the_idle_time_anew()
    {
        var acceptor = await EstablishAsync();
        await PassAsync(acceptor, 200);
        await acceptor.Peer.SendAsync(Wire.EchoRQ());
        await acceptor.Peer.ReceiveCommandAsync();

        await EndsAfterAsync(acceptor, 300);
    }

    [Fact]
    public async Task Message_that_stops_between_two_PDUs_is_aborted_after_60_s()
    {
        var acceptor = await EstablishAsync();
        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2)));

        (await EndsAfterAsync(acceptor, 60)).End.Why.Should().Contain("rest of a message");

        (await acceptor.Peer.ReceivePduAsync()).Should().Be(new AAbort(AbortSource.ServiceUser, AbortReason.NotSpecified));
    }

    [Fact]
    public async Task PDU_that_drips_in_has_60_s_in_all()
    {
        var acceptor = await EstablishAsync();
        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.Pdu(4, 1000), Wire.Pdv(994, CT, 2));
        for (var i = 0; i < 59; i++)
        {
            await PassAsync(acceptor, 1);
            await acceptor.Peer.SendAsync([(byte)i]);
        }

        (await EndsAfterAsync(acceptor, 1)).End.Why.Should().Contain("P-DATA-TF");
    }

    [Fact]
    public async Task Long_PDU_has_the_time_that_1_KiB_per_second_takes()
    {
        var acceptor = await EstablishAsync();
        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.Pdu(4, 256 * 1024), Wire.Pdv((256 * 1024) - 4, CT, 2));

        await EndsAfterAsync(acceptor, 256);
    }

    [Fact]
    public async Task Message_of_crumbs_each_just_in_time_is_aborted_after_10_minutes_in_all()
    {
        var acceptor = await EstablishAsync();
        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()));
        for (var i = 0; i < 10; i++)
        {
            await acceptor.Peer.SendAsync(Wire.PData(Wire.Pdv(CT, false, false, 1, 2)));
            await PassAsync(acceptor, 59.9);
        }
        await acceptor.Peer.SendAsync(Wire.PData(Wire.Pdv(CT, false, false, 1, 2)));

        (await EndsAfterAsync(acceptor, 1.5)).End.Why.Should().Contain("too slowly");
    }

    [Fact]
    public async Task PDU_header_that_never_ends_is_aborted_after_60_s()
    {
        var acceptor = await EstablishAsync();
        await acceptor.Peer.SendAsync([4, 0]);

        await EndsAfterAsync(acceptor, 60);
    }

    [Fact]
    public async Task Deadlines_stand_still_while_the_provider_is_busy()
    {
        var begun = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var acceptor = new Acceptor(time: _time)
        {
            Store = async (_, dataSet, cancellation) =>
            {
                begun.SetResult();
                await gate.Task;
                await Acceptor.ReadAllAsync(dataSet, cancellation);
                return CStoreOutcome.Success;
            },
        };
        await acceptor.EstablishAsync();
        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2)));
        await begun.Task;

        _time.Advance(TimeSpan.FromHours(2));
        gate.SetResult();
        await acceptor.Peer.SendAsync(Wire.PData(Wire.Pdv(CT, false, true, 1, 2)));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
    }

    [Fact]
    public async Task Deadlines_stand_still_while_the_transport_waits_for_memory()
    {
        var pair = new PipePair(toOurs: Inline);
        var transport = new PausingTransport(_transport = new ObservedTransport(pair.Ours));
        var acceptor = await new Acceptor(new AcceptorOptions { CloseGuard = TimeSpan.Zero }, _time, pair, transport).EstablishAsync();
        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2)));

        await PassAsync(acceptor, 40);
        transport.WaitedForMemory = TimeSpan.FromSeconds(30);
        await PassAsync(acceptor, 45);

        await EndsAfterAsync(acceptor, 5);
    }

    [Fact]
    public async Task Rejected_peer_that_does_not_close_is_closed_after_ARTIM()
    {
        var acceptor = New(AAssociateRJ.CalledAETitleNotRecognized).Start();
        await acceptor.Peer.SendAsync(Wire.AssociateRQ);
        (await acceptor.Peer.ReceivePduAsync()).Should().Be(AAssociateRJ.CalledAETitleNotRecognized);

        (await EndsAfterAsync(acceptor, 30)).End.Kind.Should().Be(AssociationEndKind.Rejected);
    }

    [Fact]
    public async Task Released_peer_that_does_not_close_is_closed_after_ARTIM()
    {
        var acceptor = await EstablishAsync();
        await acceptor.Peer.SendAsync(Wire.ReleaseRQ);
        await acceptor.Peer.ReceivePduAsync();

        (await EndsAfterAsync(acceptor, 30)).End.Kind.Should().Be(AssociationEndKind.Released);
    }

    [Fact]
    public async Task Peer_that_never_takes_the_answer_is_given_up_after_30_s()
    {
        var pair = new PipePair(toOurs: Inline, toPeer: new PipeOptions(pauseWriterThreshold: 32, resumeWriterThreshold: 16, useSynchronizationContext: false));
        var acceptor = new Acceptor(time: _time, pair: pair).Start();
        await acceptor.Peer.SendAsync(Wire.AssociateRQ);

        // The loop waits in its write, which only time ends.
        var since = _time.GetUtcNow();
        while (!acceptor.Running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }
        (_time.GetUtcNow() - since).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
        (await acceptor.Running).End.Kind.Should().Be(AssociationEndKind.ConnectionLost);
    }

    private sealed class PausingTransport(IDuplexPipe inner) : IPausingTransport
    {
        public PipeReader Input => inner.Input;

        public PipeWriter Output => inner.Output;

        public TimeSpan WaitedForMemory { get; set; }
    }

    private Acceptor New(AAssociateRJ? refusal = null)
    {
        var pair = new PipePair(toOurs: Inline);
        _transport = new ObservedTransport(pair.Ours);
        return new Acceptor(new AcceptorOptions { CloseGuard = TimeSpan.Zero }, _time, pair, _transport) { Refusal = refusal };
    }

    private Task<Acceptor> EstablishAsync() => New().EstablishAsync();

    /// <summary>Not half a second earlier.</summary>
    private async Task<AssociationSummary> EndsAfterAsync(Acceptor acceptor, double seconds)
    {
        await PassAsync(acceptor, seconds - 0.5);
        _time.Advance(TimeSpan.FromSeconds(0.5));
        return await acceptor.Running.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Time passes while the peer is awaited, and the association lives.</summary>
    private async Task PassAsync(Acceptor acceptor, double seconds)
    {
        await _transport!.IsAwaitedAsync();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _transport.IsAwaited.Should().BeTrue();
        acceptor.Running.IsCompleted.Should().BeFalse();
    }
}
