using static StoreScp.Testing.Peers.Wire;

namespace StoreScp.EndToEnd.Tests.Hostile;

/// <summary>Command sets that lie (PS3.7 §6.3, §9.3, Annex C).</summary>
internal static class CommandCases
{
    private const byte UnexpectedParameter = 5, InvalidParameter = 6;
    private const ushort Success = 0, InvalidSOPInstance = 0x0117, SOPClassNotSupported = 0x0122, UnrecognizedOperation = 0x0211, MistypedArgument = 0x0212;
    private const ushort DoesNotMatchSOPClass = 0xA900, CannotUnderstand = 0xC000;

    public static readonly HostileCase[] All =
    [
        new("asks for an unknown command field", site => IsAnsweredAsync(site, CommandSet.Echo().US(0x0100, 0x0777), UnrecognizedOperation)),
        new("asks for C-FIND on the storage context", async site =>
        {
            var peer = await site.AssociateAsync();
            await peer.SendAsync(PData(Pdv(3, true, true, CommandSet.Echo().UID(0x0002, UIDs.StudyRootFind).US(0x0100, CommandSet.CFindRQ).US(0x0700, 0).US(0x0800, 0).ToBytes())), PData(Pdv(3, false, true, new byte[8])));
            await MustAnswerAndGoOnAsync(peer, SOPClassNotSupported);
        }),
        new("asks for N-ACTION", site => IsAnsweredAsync(site, CommandSet.Echo().UID(0x0003, "1.2.840.10008.1.20.1").US(0x0100, CommandSet.NActionRQ).UID(0x1001, "1.2.3").US(0x1008, 1), UnrecognizedOperation)),
        new("sends C-CANCEL-RQ when nothing can be cancelled", async site =>
        {
            var peer = await site.SayAssociatedAsync(Command(new CommandSet().US(0x0100, CommandSet.CCancelRQ).US(0x0120, 1).US(0x0800, 0x0101)));
            (await peer.EchoAsync()).Should().Be(0, "C-CANCEL-RQ has no response of its own");
        }),
        new("sends a response that nobody asked for", site => IsAbortedAsync(site, UnexpectedParameter, Command(CommandSet.Echo().US(0x0100, 0x8030).US(0x0900, 0)))),
        new("sends a command set of zero bytes", site => IsAbortedAsync(site, InvalidParameter, PData(Pdv(1, true, true, [])))),
        new("sends a command set without a command field", site => IsAbortedAsync(site, InvalidParameter, Command(CommandSet.Echo().Without(0x0100)))),
        new("sends a command set without a message id", site => IsAbortedAsync(site, InvalidParameter, Command(CommandSet.Echo().Without(0x0110)))),
        new("sends a command set without a data set type", site => IsAbortedAsync(site, InvalidParameter, Command(CommandSet.Echo().Without(0x0800)))),
        new("sends a message id of one byte", site => IsAbortedAsync(site, InvalidParameter, Command(CommandSet.Echo().Raw(0x0110, [1])))),
        new("sends a message id of four bytes", site => IsAbortedAsync(site, InvalidParameter, Command(CommandSet.Echo().Raw(0x0110, [1, 0, 0, 0])))),
        new("sends a group length that is too small", async site =>
            await MustAnswerAndGoOnAsync(await site.SayAssociatedAsync(PData(Pdv(1, true, true, CommandSet.Echo().ToBytes(groupLength: 4)))), Success)),
        new("sends a group length of 4 GiB", site => IsAbortedAsync(site, InvalidParameter, PData(Pdv(1, true, true, CommandSet.Echo().ToBytes(groupLength: 0xFFFF_FFFF))))),
        new("sends a command element longer than the command set", site =>
            IsAbortedAsync(site, InvalidParameter, PData(Pdv(1, true, true, Join(CommandSet.Echo().ToBytes(), CommandSet.Element(0x1000, 5000, []))))) ),
        new("sends a command element of 4 GiB", site =>
            IsAbortedAsync(site, InvalidParameter, PData(Pdv(1, true, true, Join(CommandSet.Echo().ToBytes(), CommandSet.Element(0x1000, 0xFFFF_FFFF, [])))))),
        new("ends its command set in the middle of an element header", site => IsAbortedAsync(site, InvalidParameter, PData(Pdv(1, true, true, CommandSet.Echo().ToBytes()[..^5])))),
        new("puts an element of group 0008 into the command set", site =>
            IsAbortedAsync(site, InvalidParameter, PData(Pdv(1, true, true, Join(CommandSet.Echo().ToBytes(), new DataSet(isExplicit: false).UID(0x0008_0018, "1.2.3").ToBytes()))))),
        new("encodes its command set in explicit VR", site =>
            IsAbortedAsync(site, InvalidParameter, PData(Pdv(1, true, true, new DataSet().UID(0x0000_0002, UIDs.Verification).US(0x0000_0100, 0x30).US(0x0000_0110, 1).US(0x0000_0800, 0x101).ToBytes())))),
        new("announces a data set with C-ECHO", async site =>
        {
            var peer = await site.SayAssociatedAsync(Command(CommandSet.Echo().US(0x0800, 0)), PData(Pdv(1, false, true, new byte[100])));
            await MustAnswerAndGoOnAsync(peer, Success);
        }),
        new("stores on the verification context", async site =>
        {
            var peer = await site.AssociateAsync();
            (await peer.StoreAsync(Instance.New(UIDs.ImplicitVRLittleEndian), context: 1)).Should().Be(SOPClassNotSupported);
            (await peer.EchoAsync()).Should().Be(0);
        }),
        new("stores another SOP class than its context's", async site =>
        {
            var peer = await site.AssociateAsync();
            var instance = Instance.New(sopClass: UIDs.MRImageStorage);
            (await peer.StoreAsync(instance)).Should().Be(SOPClassNotSupported);
            (await peer.EchoAsync()).Should().Be(Success, "the association lives on");
        }),
        new("stores without an Affected SOP Instance UID", site => StoreIsRefusedAsync(site, command => command.Without(0x1000), InvalidSOPInstance)),
        new("stores without an Affected SOP Class UID", site => StoreIsRefusedAsync(site, command => command.Without(0x0002), MistypedArgument)),
        new("stores with an empty Affected SOP Instance UID", site => StoreIsRefusedAsync(site, command => command.Raw(0x1000, []), InvalidSOPInstance)),
        new("stores with an Affected SOP Instance UID of 60,000 characters", site => StoreIsRefusedAsync(site, command => command.UID(0x1000, new string('1', 60_000)), DoesNotMatchSOPClass)),
        new("announces C-STORE without a data set", async site =>
        {
            var peer = await site.AssociateAsync();
            await peer.SendAsync(PData(Pdv(3, true, true, CommandSet.Store(Instance.New()).US(0x0800, 0x0101).ToBytes())));
            (await peer.ReceiveStatusAsync()).Should().Be(CannotUnderstand);
            (await peer.EchoAsync()).Should().Be(0);
        }),
        new("uses one message id for two requests", async site =>
        {
            var peer = await site.AssociateAsync();
            for (var i = 0; i < 2; i++)
            {
                var instance = Instance.New();
                (await peer.StoreAsync(instance, command: CommandSet.Store(instance, messageId: 7))).Should().Be(0, "the first is answered: its id is free again");
            }
        }),
        new("sends its next request before the answer", async site =>
        {
            var peer = await site.AssociateAsync();
            await peer.SendAsync(Command(CommandSet.Echo(1)), Command(CommandSet.Echo(2)), Command(CommandSet.Echo(3)));
            for (var i = 1; i <= 3; i++)
                BitConverter.ToUInt16((await peer.ReceiveCommandAsync())[0x0120]).Should().Be((ushort)i);
        }),
    ];

    private static byte[] Command(CommandSet command, byte context = 1) => PData(Pdv(context, true, true, command.ToBytes()));

    private static async Task IsAnsweredAsync(HostileSite site, CommandSet command, ushort status) =>
        await MustAnswerAndGoOnAsync(await site.SayAssociatedAsync(Command(command)), status);

    private static async Task MustAnswerAndGoOnAsync(RawPeer peer, ushort status)
    {
        (await peer.ReceiveStatusAsync()).Should().Be(status);
        (await peer.EchoAsync()).Should().Be(Success, "the association lives on");
    }

    /// <summary>A command set that nobody can understand has nobody to answer: A-ABORT of the service-provider.</summary>
    private static async Task IsAbortedAsync(HostileSite site, byte reason, byte[] pdu) =>
        await (await site.SayAssociatedAsync(pdu)).MustBeAbortedAsync(2, reason);

    private static async Task StoreIsRefusedAsync(HostileSite site, Func<CommandSet, CommandSet> lie, ushort status)
    {
        var instance = Instance.New();
        var peer = await site.AssociateAsync();
        await peer.TrySendAsync(PData(Pdv(3, true, true, lie(CommandSet.Store(instance)).ToBytes())), PData(Pdv(3, false, true, instance.DataSet)));
        await MustAnswerAndGoOnAsync(peer, status);
    }
}
