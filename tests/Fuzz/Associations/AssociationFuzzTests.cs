using System.IO.Pipelines;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Fuzz.Tests.Seeds;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Fuzz.Tests.Associations;

/// <summary>Associations with peers that send nonsense and then fall silent: each ends within its deadlines, told why, and it is never our fault.</summary>
public sealed class AssociationFuzzTests
{
    // What the peer sends is handled before its send returns.
    private static readonly PipeOptions Inline = new(readerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait for a silent peer, 300 s until its next message, and then for it to close the connection.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300 + 30 + 10);

    [Fact]
    public Task A_silent_peer_that_sent_nonsense_is_let_go_within_the_deadlines() =>
        FuzzRun.CheckAsync(1200, Gen.Zip(SessionSeeds.Damaged, Gen.Choose(1, 1000)), async parts =>
        {
            var (session, split) = parts;
            var time = new FakeTimeProvider();
            var pair = new PipePair(toOurs: Inline);
            var transport = new ObservedTransport(pair.Ours);
            var acceptor = new Acceptor(new AcceptorOptions(), time, pair, transport).Start();

            foreach (var piece in Fragments.Of(session, split)) await acceptor.Peer.SendAsync(piece.ToArray());
            await FallSilentAsync(acceptor, transport, time);

            var end = (await acceptor.Running).End;
            acceptor.Failures.Should().BeEmpty();
            if (end.Kind == AssociationEndKind.AbortedByUs) Enum.IsDefined(end.Abort!.Reason).Should().BeTrue();
            else end.Kind.Should().BeOneOf(AssociationEndKind.Released, AssociationEndKind.Rejected, AssociationEndKind.AbortedByPeer, AssociationEndKind.RequestTimedOut, AssociationEndKind.SilentProbe);
        });

    private static async Task FallSilentAsync(Acceptor acceptor, ObservedTransport transport, FakeTimeProvider time)
    {
        var since = time.GetUtcNow();
        while (!acceptor.Running.IsCompleted)
        {
            await Task.WhenAny(transport.IsAwaitedAsync(), acceptor.Running);
            (time.GetUtcNow() - since).Should().BeLessThan(Patience, "every wait has a deadline");
            time.Advance(Step);
            await Task.Yield();
        }
    }
}
