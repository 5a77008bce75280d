using FsCheck;
using FsCheck.Fluent;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Associations;

public sealed class AssociationFuzzTests
{
    private static readonly byte[] Session =
        [.. Wire.AssociateRQ, .. Wire.EchoRQ(1), .. Wire.StoreRQ(Wire.SomeBytes(150), 40, 2), .. Wire.StoreRQ(Wire.SomeBytes(30), 40, 3), .. Wire.ReleaseRQ];

    private static readonly AcceptorOptions Options = new() { CloseGuard = TimeSpan.FromSeconds(5) };

    [Fact]
    public async Task Session_cut_in_two_anywhere_is_the_same_session()
    {
        for (var cut = 0; cut <= Session.Length; cut++)
        {
            var acceptor = new Acceptor(Options).Start();
            await acceptor.Peer.SendAsync(Session[..cut]);
            await acceptor.Peer.SendAsync(Session[cut..]);
            (await acceptor.EndAsync()).End.Kind.Should().Be(AssociationEndKind.Released, "cut at {0}", cut);
            acceptor.Stored.Should().HaveCount(2);
            acceptor.Stored[0].Should().Equal(Wire.SomeBytes(150));
        }
    }

    [Fact]
    public async Task Session_that_breaks_off_anywhere_stores_only_what_came_whole()
    {
        for (var end = 0; end < Session.Length; end++)
        {
            var acceptor = new Acceptor(Options).Start();
            await acceptor.Peer.SendAsync(Session[..end]);
            var summary = await acceptor.EndAsync();
            summary.End.Kind.Should().Be(end == 0 ? AssociationEndKind.SilentProbe : AssociationEndKind.ConnectionLost, "broken off at {0}", end);
            summary.InstanceCount.Should().Be(acceptor.Stored.Count);
            acceptor.Failures.Should().BeEmpty();
        }
    }

    [Fact]
    public void Session_with_wrong_bytes_always_ends_and_is_never_our_fault() =>
        Prop.ForAll(Mutations().ToArbitrary(), EndsAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    private static async Task<bool> EndsAsync(byte[] bytes)
    {
        var acceptor = new Acceptor(Options).Start();
        await acceptor.Peer.SendAsync(bytes);
        var summary = await acceptor.EndAsync();
        // Every abort of ours names one of the standard's reasons.
        var isTold = summary.End.Kind != AssociationEndKind.AbortedByUs || Enum.IsDefined(summary.End.Abort!.Reason);
        return isTold && acceptor.Failures.Count == 0 && acceptor.Summary == summary;
    }

    private static Gen<byte[]> Mutations() =>
        from changes in Gen.Choose(1, 4).SelectMany(count => Gen.ArrayOf(Gen.Zip(Gen.Choose(0, Session.Length - 1), Gen.Choose(0, 255)), count))
        select Mutate(changes);

    private static byte[] Mutate((int At, int Value)[] changes)
    {
        var bytes = Session.ToArray();
        foreach (var (at, value) in changes) bytes[at] = (byte)value;
        return bytes;
    }
}
