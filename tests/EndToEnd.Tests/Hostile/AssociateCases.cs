using static StoreScp.Testing.Peers.Wire;

namespace StoreScp.EndToEnd.Tests.Hostile;

/// <summary>A-ASSOCIATE-RQ PDUs that are wrong, odd or too much (PS3.8 §9.3.2, §9.3.4, Annex D).</summary>
internal static class AssociateCases
{
    private const byte AbstractSyntaxNotSupported = 3, TransferSyntaxesNotSupported = 4;

    private static readonly byte[] AppContext = Item(0x10, Ascii("1.2.840.10008.3.1.1.1"));

    public static readonly HostileCase[] All =
    [
        new("speaks protocol version 0", site => IsRejectedAsync(site, new() { ProtocolVersion = 0 }, 1, 2, 2)),
        new("speaks protocol version 2 only", site => IsRejectedAsync(site, new() { ProtocolVersion = 2 }, 1, 2, 2)),
        new("speaks protocol versions 1 and 2", site => IsAcceptedAsync(site, new() { ProtocolVersion = 3 })),
        new("names another application context", site => IsRejectedAsync(site, new() { ApplicationContext = Item(0x10, Ascii("1.2.3")) }, 1, 1, 2)),
        new("names an application context of 2000 characters", site => IsRejectedAsync(site, new() { ApplicationContext = Item(0x10, Ascii(new string('1', 2000))) }, 1, 1, 2)),
        new("names no application context", site => IsRejectedAsync(site, new() { ApplicationContext = [] }, 1, 1, 2)),
        new("calls an AE title of zero bytes", site => IsRejectedAsync(site, new() { CalledAETitle = new byte[16] }, 1, 1, 7)),
        new("calls an AE title of spaces", site => IsRejectedAsync(site, new() { CalledAETitle = AssociateRequest.Title("") }, 1, 1, 7)),
        new("calls the AE title ../../etc", site => IsRejectedAsync(site, new() { CalledAETitle = AssociateRequest.Title("../../etc") }, 1, 1, 7)),
        new("calls an AE title with CR, LF and ESC", site => IsRejectedAsync(site, new() { CalledAETitle = AssociateRequest.Title("A\r\nB\u001b[31m") }, 1, 1, 7)),
        new("has no calling AE title", site => IsRejectedAsync(site, new() { CallingAETitle = AssociateRequest.Title("") }, 1, 1, 3)),
        new("has the calling AE title ../../../../tmp", site => IsAcceptedAsync(site, new() { CallingAETitle = AssociateRequest.Title("../../../../tmp") })),
        new("has the calling AE title %n%s{0}", site => IsAcceptedAsync(site, new() { CallingAETitle = AssociateRequest.Title("%n%s{0}{{1}}") })),
        new("has a calling AE title with CR, LF and ESC", site => IsRejectedAsync(site, new() { CallingAETitle = AssociateRequest.Title("A\r\nFORGED\u001b[2J") }, 1, 1, 3)),
        new("has a calling AE title with NUL in the middle", site => IsRejectedAsync(site, new() { CallingAETitle = AssociateRequest.Title("A\0B") }, 1, 1, 3)),
        new("proposes no presentation context", site => IsRejectedAsync(site, new() { Proposals = [] }, 1, 1, 1)),
        new("proposes an even presentation context id", site => IsAbortedAsync(site, new() { Proposals = [AssociateRequest.Verification with { Id = 2 }] })),
        new("proposes presentation context id 0", site => IsAbortedAsync(site, new() { Proposals = [AssociateRequest.Verification with { Id = 0 }] })),
        new("proposes one presentation context id twice", site => IsAbortedAsync(site, new() { Proposals = [AssociateRequest.Verification, AssociateRequest.CTImage with { Id = 1 }] })),
        new("proposes a presentation context without transfer syntaxes", site => ContextIsRefusedAsync(site, new(3, UIDs.CTImageStorage), TransferSyntaxesNotSupported)),
        new("proposes a presentation context without an abstract syntax", site =>
            IsAbortedAsync(site, new() { Proposals = [], MoreItems = Item(0x20, [1, 0, 0, 0], Item(0x40, Ascii(UIDs.ImplicitVRLittleEndian))) })),
        new("proposes an abstract syntax of 65 characters", site =>
            ContextIsRefusedAsync(site, new(3, "1." + new string('2', 63), UIDs.ImplicitVRLittleEndian), AbstractSyntaxNotSupported)),
        new("proposes an abstract syntax with path and control characters", site =>
            ContextIsRefusedAsync(site, new(3, "../../\r\n\u001b[31m", UIDs.ImplicitVRLittleEndian), AbstractSyntaxNotSupported)),
        new("proposes 128 presentation contexts", site => IsAcceptedAsync(site, new() { Proposals = Contexts(128) })),
        new("proposes 1000 transfer syntaxes in one presentation context", site =>
            IsAcceptedAsync(site, new() { Proposals = [new(1, UIDs.Verification, [.. Enumerable.Range(0, 999).Select(i => $"1.2.3.{i}"), UIDs.ImplicitVRLittleEndian])] })),
        new("sends an item that is longer than the PDU", site => IsAbortedAsync(site, new() { MoreItems = ItemOfLength(0x20, 0xFFFF, [1, 0, 0, 0]) })),
        new("sends a sub-item that is longer than its item", site =>
            IsAbortedAsync(site, new() { Proposals = [], MoreItems = Item(0x20, [1, 0, 0, 0], ItemOfLength(0x30, 500, Ascii(UIDs.Verification))) })),
        new("sends three stray bytes behind the last item", site => IsAbortedAsync(site, new() { MoreItems = [0x50, 0, 0] })),
        new("sends 5,000 empty items of unknown types", site => IsAcceptedAsync(site, new() { MoreItems = Join([.. Enumerable.Repeat(Item(0x7E), 5000)]) })),
        new("sends a maximum length sub-item of two bytes", site => IsAbortedAsync(site, new() { UserInformation = Item(0x50, Item(0x51, [1, 0])) })),
        new("proposes a maximum length of 1", site => IsRejectedAsync(site, new() { MaximumLength = 1 }, 1, 1, 1)),
        new("sends no user information", site => IsAcceptedAsync(site, new() { UserInformation = [] })),
        new("repeats the application context item", site => IsAcceptedAsync(site, new() { MoreItems = AppContext })),
        new("sends a user identity that is longer than its sub-item", site =>
            IsAbortedAsync(site, new() { MoreUserInformation = Item(0x58, [1, 0], UInt16BE(60_000), Ascii("someone")) })),
        new("sends a user identity of type 255", site => IsAcceptedAsync(site, new() { MoreUserInformation = Item(0x58, [255, 0], UInt16BE(1), Ascii("x"), UInt16BE(0)) })),
        new("half-closes after A-ASSOCIATE-RQ", async site =>
        {
            var peer = await site.SayAsync(new AssociateRequest().ToPdu());
            peer.HalfClose();
            await peer.MustReceiveAsync("A-ASSOCIATE-AC");
            await peer.MustBeClosedAsync();
        }),
        new("resets after A-ASSOCIATE-RQ", async site => (await site.SayAsync(new AssociateRequest().ToPdu())).Reset()),
        new("aborts after A-ASSOCIATE-RQ", async site =>
        {
            var peer = await site.SayAsync(new AssociateRequest().ToPdu(), AbortRequest);
            await peer.MustReceiveAsync("A-ASSOCIATE-AC");
            await peer.MustBeClosedAsync();
        }),
        new("asks for release after A-ASSOCIATE-RQ", async site =>
        {
            var peer = await site.SayAsync(new AssociateRequest().ToPdu(), ReleaseRequest);
            await peer.MustReceiveAsync("A-ASSOCIATE-AC");
            await peer.MustReceiveAsync("A-RELEASE-RP");
        }),
        new("sends A-ASSOCIATE-RQ twice in one packet", async site =>
        {
            var peer = await site.SayAsync(new AssociateRequest().ToPdu(), new AssociateRequest().ToPdu());
            await peer.MustReceiveAsync("A-ASSOCIATE-AC");
            await peer.MustBeAbortedAsync(2, 2);
        }),
        new("sends an A-ASSOCIATE-RQ that is longer than it says", async site =>
        {
            var body = new AssociateRequest().ToBody();
            await (await site.SayAsync(PduOfLength(AssociateRQ, (uint)body.Length - 1, body))).MustBeAbortedAsync(0, 0);
        }),
    ];

    private static Proposal[] Contexts(int count) =>
        [AssociateRequest.Verification, .. Enumerable.Range(1, count - 1).Select(i => new Proposal((byte)(1 + (2 * i)), UIDs.CTImageStorage, UIDs.ExplicitVRLittleEndian))];

    private static async Task IsRejectedAsync(HostileSite site, AssociateRequest request, byte result, byte source, byte reason) =>
        await (await site.SayAsync(request.ToPdu())).MustBeRejectedAsync(result, source, reason);

    /// <summary>An invalid PDU in Sta2: AA-1, whose A-ABORT has the service-user as its source (Table 9-10, Evt19).</summary>
    private static async Task IsAbortedAsync(HostileSite site, AssociateRequest request) =>
        await (await site.SayAsync(request.ToPdu())).MustBeAbortedAsync(0, 0);

    /// <summary>The association is made, with this result for the presentation context (PS3.8 §9.3.3.2).</summary>
    private static async Task ContextIsRefusedAsync(HostileSite site, Proposal proposal, byte result)
    {
        var answer = await (await site.SayAsync(new AssociateRequest { Proposals = [AssociateRequest.Verification, proposal] }.ToPdu())).ReceiveAsync();
        (answer?.Type).Should().Be(AssociateAC);
        answer!.PresentationContexts()[proposal.Id].Result.Should().Be(result);
    }

    private static async Task IsAcceptedAsync(HostileSite site, AssociateRequest request)
    {
        var peer = await site.AssociateAsync(request);
        (await peer.EchoAsync()).Should().Be(0);
        await peer.ReleaseAsync();
    }
}
