using System.Net;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;
using StoreScp.Server.Policy;
using StoreScp.Server.Tests.Settings;

namespace StoreScp.Server.Tests.Policy;

public class SitePolicyTests
{
    private static readonly (string, string)[] Known =
    [
        ("Scp:AETitles:0", "OTHER"),
        ("Scp:Peers:0:AETitle", "CT1"), ("Scp:Peers:0:CIDRs:0", "10.1.0.0/16"),
        ("Scp:Peers:1:AETitle", "MR1"),
    ];

    [Theory]
    [InlineData("CT1", "10.1.2.3", "STORESCP", null)]
    [InlineData("CT1", "10.1.2.3", "OTHER", null)]
    [InlineData("CT1", "10.2.2.3", "STORESCP", "1/1/3")]
    [InlineData("MR1", "192.0.2.1", "STORESCP", null)]
    [InlineData("STRANGER", "192.0.2.1", "STORESCP", null)]
    [InlineData("STRANGER", "192.0.2.1", "storescp", "1/1/7")]
    [InlineData("CT1", "10.1.2.3", "ELSEWHERE", "1/1/7")]
    public void By_default_strangers_may_send_and_known_peers_only_from_where_they_are(string calling, string from, string called, string? refused) =>
        Check(Known, calling, from, called).Should().Be(refused);

    [Theory]
    [InlineData("CT1", "10.1.2.3", null)]
    [InlineData("STRANGER", "10.1.2.3", "1/1/3")]
    [InlineData("ct1", "10.1.2.3", "1/1/3")]
    public void A_site_can_be_closed_to_strangers(string calling, string from, string? refused) =>
        Check([.. Known, ("Scp:AcceptUnknownCallingAE", "false")], calling, from, "STORESCP").Should().Be(refused);

    [Theory]
    [InlineData("192.0.2.7", null)]
    [InlineData("2001:db8::1", null)]
    [InlineData("192.0.3.7", "1/1/1")]
    [InlineData("2001:db9::1", "1/1/1")]
    public void Nobody_outside_the_ranges_may_associate(string from, string? refused) =>
        Check([("Scp:PeerCIDRs:0", "192.0.2.0/24"), ("Scp:PeerCIDRs:1", "2001:db8::/32")], "ANY", from, "STORESCP").Should().Be(refused);

    [Fact]
    public void From_outside_the_called_AE_title_cannot_be_guessed() =>
        Check([("Scp:PeerCIDRs:0", "192.0.2.0/24")], "ANY", "192.0.3.1", "WRONG").Should().Be("1/1/1");

    [Fact]
    public void Each_refusal_names_its_setting()
    {
        Why([("Scp:PeerCIDRs:0", "192.0.2.0/24")], "A", "STORESCP").Should().Contain("Scp:PeerCIDRs");
        Why([], "A", "X").Should().Contain("Scp:AETitle");
        Why([("Scp:AcceptUnknownCallingAE", "false")], "A", "STORESCP").Should().Contain("Scp:AcceptUnknownCallingAE");
    }

    [Fact]
    public void A_refused_AE_title_is_a_permanent_rejection() =>
        new SitePolicy(Given.Options().Scp).Check(Request("A", "X"), Peer("10.0.0.1"))!.Answer.IsTransient.Should().BeFalse();

    private static string? Check((string, string)[] settings, string calling, string from, string called)
    {
        var refusal = new SitePolicy(Given.Options(settings).Scp).Check(Request(calling, called), Peer(from));
        return refusal is null ? null : $"{refusal.Answer.Result}/{refusal.Answer.Source}/{refusal.Answer.Reason}";
    }

    private static string Why((string, string)[] settings, string calling, string called) =>
        new SitePolicy(Given.Options(settings).Scp).Check(Request(calling, called), Peer("10.0.0.1"))!.Why;

    private static AAssociateRQ Request(string calling, string called) => new() { CallingAETitle = calling, CalledAETitle = called };

    private static PeerConnection Peer(string address) => new()
    {
        Remote = new IPEndPoint(IPAddress.Parse(address), 50000),
        Local = new IPEndPoint(IPAddress.Loopback, 11112),
        AssociationId = "1",
    };
}
