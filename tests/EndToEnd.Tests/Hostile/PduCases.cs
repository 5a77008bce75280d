using static StoreScp.Testing.Peers.Wire;

namespace StoreScp.EndToEnd.Tests.Hostile;

/// <summary>PDUs and presentation data values that break PS3.8 §9.3.5 or Annex E on an association: A-ABORT of the service-provider.</summary>
internal static class PduCases
{
    private const byte Unrecognized = 1, Unexpected = 2, UnexpectedParameter = 5, InvalidParameter = 6;

    private static readonly byte[] EchoCommand = CommandSet.Echo().ToBytes();

    public static readonly HostileCase[] All =
    [
        new("sends a PDU of type 8 on an association", site => IsAbortedAsync(site, Unrecognized, Pdu(8, new byte[4]))),
        new("sends a PDU of type 255 on an association", site => IsAbortedAsync(site, Unrecognized, PduOfLength(255, 0xFFFF_FFFF))),
        new("sends A-ASSOCIATE-RQ on an association", site => IsAbortedAsync(site, Unexpected, new AssociateRequest().ToPdu())),
        new("sends A-ASSOCIATE-AC on an association", site => IsAbortedAsync(site, Unexpected, Pdu(AssociateAC, new AssociateRequest().ToBody()))),
        new("sends A-ASSOCIATE-RJ on an association", site => IsAbortedAsync(site, Unexpected, Pdu(AssociateRJ, [0, 1, 1, 1]))),
        new("sends A-RELEASE-RP without a request", site => IsAbortedAsync(site, Unexpected, ReleaseResponse)),
        new("sends an A-RELEASE-RQ of 4 GiB", site => IsAbortedAsync(site, InvalidParameter, PduOfLength(ReleaseRQ, 0xFFFF_FFFF, new byte[64]))),
        new("announces a P-DATA-TF of 4 GiB", site => IsAbortedAsync(site, InvalidParameter, PduOfLength(PDataTF, 0xFFFF_FFFF, Pdv(1, true, false, new byte[100])))),
        new("sends a P-DATA-TF longer than negotiated", site => IsAbortedAsync(site, InvalidParameter, PData(Pdv(1, true, true, new byte[300_000])))),
        new("sends a P-DATA-TF without a value", site => IsAbortedAsync(site, InvalidParameter, PData())),
        new("sends a P-DATA-TF of three bytes", site => IsAbortedAsync(site, InvalidParameter, PData([0, 0, 0]))),
        new("sends a value of length 0", site => IsAbortedAsync(site, InvalidParameter, PData(UInt32BE(0)))),
        new("sends a value of length 1", site => IsAbortedAsync(site, InvalidParameter, PData(UInt32BE(1), [1]))),
        new("sends a value longer than its PDU", site => IsAbortedAsync(site, InvalidParameter, PData(PdvOfLength(5000, 1, 3, EchoCommand)))),
        new("sends a value of 4 GiB", site => IsAbortedAsync(site, InvalidParameter, PData(PdvOfLength(0xFFFF_FFFF, 1, 3, EchoCommand)))),
        new("sends a second value that overlaps the end of the PDU", site => IsAbortedAsync(site, InvalidParameter, PData(Pdv(1, true, false, EchoCommand.AsSpan(0, 10)), PdvOfLength(100, 1, 3, EchoCommand.AsSpan(10))))),
        new("sends a value on a context that was never proposed", site => IsAbortedAsync(site, InvalidParameter, PData(Pdv(99, true, true, EchoCommand)))),
        new("sends a value on context 0", site => IsAbortedAsync(site, InvalidParameter, PData(Pdv(0, true, true, EchoCommand)))),
        new("sends a value on a context that was refused", async site =>
        {
            var peer = await site.AssociateAsync(new() { Proposals = [AssociateRequest.Verification, new(5, UIDs.CTImageStorage, "1.2.3.4.5.6")] });
            await peer.TrySendAsync(PData(Pdv(5, true, true, EchoCommand)));
            await peer.MustBeAbortedAsync(2, InvalidParameter);
        }),
        new("sends data before a command", site => IsAbortedAsync(site, UnexpectedParameter, PData(Pdv(3, false, true, new byte[100])))),
        new("sends a command in the middle of a command on another context", site =>
            IsAbortedAsync(site, UnexpectedParameter, PData(Pdv(1, true, false, EchoCommand.AsSpan(0, 10))), PData(Pdv(3, true, true, EchoCommand.AsSpan(10))))),
        new("sends data in the middle of a command", site =>
            IsAbortedAsync(site, UnexpectedParameter, PData(Pdv(1, true, false, EchoCommand.AsSpan(0, 10))), PData(Pdv(1, false, true, new byte[10])))),
        new("sends a command in the middle of a data set", site => IsAbortedInDataSetAsync(site, UnexpectedParameter, Pdv(3, true, true, EchoCommand))),
        new("goes on with a data set on another context", site => IsAbortedInDataSetAsync(site, UnexpectedParameter, Pdv(1, false, true, new byte[10]))),
        new("sends a command of endless fragments", site =>
            IsAbortedAsync(site, InvalidParameter, [.. Enumerable.Repeat(PData(Pdv(1, true, false, new byte[60_000])), 100)])),
        new("sends ten thousand empty command fragments", site =>
            IsAbortedAsync(site, InvalidParameter, [.. Enumerable.Repeat(PData(Pdv(1, true, false, [])), 10_000), PData(Pdv(1, true, true, EchoCommand))])),
        new("sends ten thousand empty data set fragments", async site =>
        {
            var (peer, instance) = await BeginStoreAsync(site);
            await peer.TrySendAsync(Join([.. Enumerable.Repeat(PData(Pdv(3, false, false, [])), 10_000)]), PData(Pdv(3, false, true, instance.DataSet)));
            await peer.MustBeAbortedAsync(2, InvalidParameter);
        }),
        new("sends a data set without an end", async site =>
        {
            var (peer, _) = await BeginStoreAsync(site);
            var fragment = PData(Pdv(3, false, false, new byte[60_000]));
            await peer.TrySendAsync([.. Enumerable.Repeat(fragment, 1 + (2 * HostileServer.MaximumObjectBytes / 60_000))]);
            await peer.MustBeAbortedAsync(2, InvalidParameter);
        }),
        new("sends a message control header with reserved bits", async site =>
        {
            var peer = await site.SayAssociatedAsync(PData(PdvOfLength((uint)EchoCommand.Length + 2, 1, 0xF3, EchoCommand)));
            (await peer.ReceiveStatusAsync()).Should().Be(0, "bits 2 to 7 are not tested on receipt (PS3.8 §E.2)");
        }),
        new("sends one byte per value", async site =>
        {
            var instance = Instance.New();
            var command = CommandSet.Store(instance).ToBytes();
            var peer = await site.SayAssociatedAsync(
                [.. command.Select((value, i) => PData(Pdv(3, true, i == command.Length - 1, [value]))), .. instance.DataSet.Select((value, i) => PData(Pdv(3, false, i == instance.DataSet.Length - 1, [value])))]);
            (await peer.ReceiveStatusAsync()).Should().Be(0);
        }),
        new("cuts the header of its second value by the end of the PDU", site =>
            IsAbortedAsync(site, InvalidParameter, PData(Pdv(1, true, false, EchoCommand.AsSpan(0, 10)), [0, 0, 0]))),
        new("sends a P-DATA-TF that is longer than it says", site =>
            IsAbortedAsync(site, Unrecognized, PduOfLength(PDataTF, (uint)EchoCommand.Length + 6, Pdv(1, true, false, EchoCommand), new byte[20]))),
        new("asks for release in the middle of a command", site =>
            IsAbortedByUserAsync(site, PData(Pdv(1, true, false, EchoCommand.AsSpan(0, 10))), ReleaseRequest)),
        new("asks for release before it has its response", async site =>
        {
            var peer = await site.AssociateAsync();
            await peer.SendStoreAsync(Instance.New());
            await peer.SendAsync(ReleaseRequest);
            (await peer.ReceiveStatusAsync()).Should().Be(0);
            await peer.MustReceiveAsync("A-RELEASE-RP");
        }),
        new("asks for release in the middle of a data set", async site =>
        {
            var (peer, _) = await BeginStoreAsync(site);
            await peer.TrySendAsync(ReleaseRequest);
            await peer.MustBeAbortedAsync(0, 0);
        }),
        new("aborts in the middle of a data set", async site =>
        {
            var (peer, _) = await BeginStoreAsync(site);
            await peer.SendAsync(AbortRequest);
            await peer.MustBeClosedAsync();
        }),
        new("aborts in the middle of a command", async site =>
            await (await site.SayAssociatedAsync(PData(Pdv(1, true, false, EchoCommand.AsSpan(0, 10))), AbortRequest)).MustBeClosedAsync()),
        new("aborts after A-RELEASE-RQ", async site =>
        {
            var peer = await site.SayAssociatedAsync(ReleaseRequest, AbortRequest);
            await peer.MustReceiveAsync("A-RELEASE-RP");
            await peer.MustBeClosedAsync();
        }),
        new("resets in the middle of a PDU header", async site => (await site.SayAssociatedAsync([4, 0, 0])).Reset()),
        new("resets in the middle of a command", async site => (await site.SayAssociatedAsync(PData(Pdv(1, true, false, EchoCommand.AsSpan(0, 10))))).Reset()),
        new("resets after A-RELEASE-RQ", async site => (await site.SayAssociatedAsync(ReleaseRequest)).Reset()),
        new("resets in the middle of a data set", async site => (await BeginStoreAsync(site)).Peer.Reset()),
        new("half-closes in the middle of a data set", async site =>
        {
            var (peer, _) = await BeginStoreAsync(site);
            peer.HalfClose();
            await peer.MustBeClosedAsync();
        }),
        new("half-closes in the middle of a command", async site =>
        {
            var peer = await site.SayAssociatedAsync(PData(Pdv(1, true, false, EchoCommand.AsSpan(0, 10))));
            peer.HalfClose();
            await peer.MustBeClosedAsync();
        }),
        new("half-closes while it waits for its response", async site =>
        {
            var peer = await site.AssociateAsync();
            await peer.SendStoreAsync(Instance.New());
            peer.HalfClose();
            (await peer.ReceiveStatusAsync()).Should().Be(0, "it still listens");
            await peer.MustBeClosedAsync();
        }),
        new("half-closes in the middle of a PDU header", async site =>
        {
            var peer = await site.SayAssociatedAsync([4, 0, 0]);
            peer.HalfClose();
            await peer.MustBeClosedAsync();
        }),
        new("aborts while it waits for its response", async site =>
        {
            var peer = await site.AssociateAsync();
            await peer.SendStoreAsync(Instance.New());
            await peer.TrySendAsync(AbortRequest);
            while (await peer.ReceiveAsync() is { } pdu)
                pdu.Type.Should().Be(PDataTF);
        }),
        new("goes on talking after A-RELEASE-RQ", async site =>
        {
            var peer = await site.SayAssociatedAsync(ReleaseRequest, PData(Pdv(1, true, true, EchoCommand)), ReleaseRequest);
            await peer.MustReceiveAsync("A-RELEASE-RP");
            // Sta13: AA-6, ignored.
            await peer.MustBeClosedAsync();
        }),
        new("sends A-ABORT with source and reason out of range", async site =>
            await (await site.SayAssociatedAsync(Pdu(Abort, [0, 0, 99, 99]))).MustBeClosedAsync()),
        new("sends an A-ABORT of 4 GiB", site => IsAbortedAsync(site, InvalidParameter, PduOfLength(Abort, 0xFFFF_FFFF, new byte[64]))),
    ];

    private static async Task IsAbortedAsync(HostileSite site, byte reason, params byte[][] bytes) =>
        await (await site.SayAssociatedAsync(bytes)).MustBeAbortedAsync(2, reason);

    private static async Task IsAbortedByUserAsync(HostileSite site, params byte[][] bytes) =>
        await (await site.SayAssociatedAsync(bytes)).MustBeAbortedAsync(0, 0);

    private static async Task IsAbortedInDataSetAsync(HostileSite site, byte reason, byte[] value)
    {
        var (peer, _) = await BeginStoreAsync(site);
        await peer.TrySendAsync(PData(value));
        await peer.MustBeAbortedAsync(2, reason);
    }

    /// <summary>A C-STORE-RQ and the first half of its data set.</summary>
    private static async Task<(RawPeer Peer, Instance Instance)> BeginStoreAsync(HostileSite site)
    {
        var instance = Instance.New();
        var peer = await site.SayAssociatedAsync(
            PData(Pdv(3, true, true, CommandSet.Store(instance).ToBytes())), PData(Pdv(3, false, false, instance.DataSet.AsSpan(0, 200))));
        return (peer, instance);
    }
}
