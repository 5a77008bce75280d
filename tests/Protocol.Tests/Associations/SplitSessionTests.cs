using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Associations;

public sealed class SplitSessionTests
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
}
