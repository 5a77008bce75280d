using System.Runtime.CompilerServices;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Associations;

public sealed class LeakTests
{
    private static readonly AcceptorOptions Options = new() { CloseGuard = TimeSpan.FromSeconds(5) };

    [Fact]
    public async Task Three_hundred_associations_ended_in_every_way_leave_nothing_behind()
    {
        // The server's signals outlive every association: what stays registered with them stays alive.
        using var drain = new CancellationTokenSource();
        using var finish = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        var signals = new ShutdownSignals(drain.Token, finish.Token, abort.Token);
        var ended = new List<WeakReference>();

        for (var i = 0; i < 300; i++) ended.Add(await EndAsync(i % 5, signals));

        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        ended.Count(reference => reference.IsAlive).Should().BeLessThan(10, "the pools of the runtime may hold on to the last few");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> EndAsync(int way, ShutdownSignals signals)
    {
        var acceptor = new Acceptor(Options) { Signals = signals, Refusal = way == 0 ? AAssociateRJ.LocalLimitExceeded : null }.Start();
        await acceptor.Peer.SendAsync(Wire.AssociateRQ);
        await acceptor.Peer.ReceivePduAsync();
        switch (way)
        {
            case 1: await acceptor.Peer.SendAsync(Wire.AbortByUser); break;
            case 2: acceptor.Peer.Reset(); break;
            case 3: await acceptor.Peer.SendAsync(Wire.Pdu(0x77, 1, 2, 3, 4)); break;
            case 4: await acceptor.Peer.SendAsync([.. Wire.StoreRQ(Wire.SomeBytes(500)), .. Wire.ReleaseRQ]); break;
            default: break;
        }
        await acceptor.EndAsync();
        return new WeakReference(acceptor.Association);
    }
}
