using static StoreScp.Testing.Peers.Wire;

namespace StoreScp.EndToEnd.Tests.Hostile;

/// <summary>Command sets that lie (PS3.7 §6.3, §9.3, Annex C).</summary>
internal static class CommandCases
{
    private const ushort UnrecognizedOperation = 0x0211, SOPClassNotSupported = 0x0122;

    public static readonly HostileCase[] All =
    [
        new("asks for an unknown command field", site => IsAnsweredAsync(site, CommandSet.Echo().US(0x0100, 0x0777), UnrecognizedOperation)),
        new("asks for C-FIND on the storage context", async site =>
        {
            var peer = await site.AssociateAsync();
            await peer.SendAsync(PData(Pdv(3, true, true, CommandSet.Echo().UID(0x0002, UIDs.StudyRootFind).US(0x0100, CommandSet.CFindRQ).US(0x0700, 0).US(0x0800, 0).ToBytes())), PData(Pdv(3, false, true, new byte[8])));
            await MustRefuseAndGoOnAsync(peer, UnrecognizedOperation, SOPClassNotSupported);
        }),
        new("asks for N-ACTION", site => IsAnsweredAsync(site, CommandSet.Echo().UID(0x0003, "1.2.840.10008.1.20.1").US(0x0100, CommandSet.NActionRQ).UID(0x1001, "1.2.3").US(0x1008, 1), UnrecognizedOperation, SOPClassNotSupported)),
        new("sends C-CANCEL-RQ when nothing can be cancelled", async site =>
        {
            var peer = await site.SayAssociatedAsync(Command(new CommandSet().US(0x0100, CommandSet.CCancelRQ).US(0x0120, 1).US(0x0800, 0x0101)));
            (await peer.EchoAsync()).Should().Be(0, "C-CANCEL-RQ has no response of its own");
        }),
        new("sends a response that nobody asked for", site => IsAbortedOrRefusedAsync(site, Command(CommandSet.Echo().US(0x0100, 0x8030).US(0x0900, 0)))),
        new("sends a command set of zero bytes", site => IsAbortedOrRefusedAsync(site, PData(Pdv(1, true, true, [])))),
        new("sends a command set without a command field", site => IsAbortedOrRefusedAsync(site, Command(CommandSet.Echo().Without(0x0100)))),
        new("sends a command set without a message id", site => IsAbortedOrRefusedAsync(site, Command(CommandSet.Echo().Without(0x0110)))),
        new("sends a command set without a data set type", site => IsAbortedOrRefusedAsync(site, Command(CommandSet.Echo().Without(0x0800)))),
        new("sends a message id of one byte", site => IsAbortedOrRefusedAsync(site, Command(CommandSet.Echo().Raw(0x0110, [1])))),
        new("sends a message id of four bytes", site => IsAbortedOrRefusedAsync(site, Command(CommandSet.Echo().Raw(0x0110, [1, 0, 0, 0])))),
        new("sends a group length that is too small", site => IsAnsweredSomehowAsync(site, PData(Pdv(1, true, true, CommandSet.Echo().ToBytes(groupLength: 4))))),
        new("sends a group length of 4 GiB", site => IsAnsweredSomehowAsync(site, PData(Pdv(1, true, true, CommandSet.Echo().ToBytes(groupLength: 0xFFFF_FFFF))))),
        new("sends a command element longer than the command set", site =>
            IsAbortedOrRefusedAsync(site, PData(Pdv(1, true, true, Join(CommandSet.Echo().ToBytes(), CommandSet.Element(0x1000, 5000, []))))) ),
        new("sends a command element of 4 GiB", site =>
            IsAbortedOrRefusedAsync(site, PData(Pdv(1, true, true, Join(CommandSet.Echo().ToBytes(), CommandSet.Element(0x1000, 0xFFFF_FFFF, [])))))),
        new("ends its command set in the middle of an element header", site => IsAbortedOrRefusedAsync(site, PData(Pdv(1, true, true, CommandSet.Echo().ToBytes()[..^5])))),
        new("puts an element of group 0008 into the command set", site =>
            IsAnsweredSomehowAsync(site, PData(Pdv(1, true, true, Join(CommandSet.Echo().ToBytes(), new DataSet(isExplicit: false).UID(0x0008_0018, "1.2.3").ToBytes()))))),
        new("encodes its command set in explicit VR", site =>
            IsAbortedOrRefusedAsync(site, PData(Pdv(1, true, true, new DataSet().UID(0x0000_0002, UIDs.Verification).US(0x0000_0100, 0x30).US(0x0000_0110, 1).US(0x0000_0800, 0x101).ToBytes())))),
        new("announces a data set with C-ECHO", async site =>
        {
            var peer = await site.SayAssociatedAsync(Command(CommandSet.Echo().US(0x0800, 0)), PData(Pdv(1, false, true, new byte[100])));
            (await peer.ReceiveAsync())?.Type.Should().BeOneOf(PDataTF, Abort);
        }),
        new("stores on the verification context", async site =>
        {
            var peer = await site.AssociateAsync();
            (await peer.StoreAsync(Instance.New(UIDs.ImplicitVRLittleEndian), context: 1)).Should().BeOneOf(SOPClassNotSupported, UnrecognizedOperation);
            (await peer.EchoAsync()).Should().Be(0);
        }),
        new("stores another SOP class than its context's", async site =>
        {
            var peer = await site.AssociateAsync();
            var instance = Instance.New(sopClass: UIDs.MRImageStorage);
            await MustRefuseStoreAsync(peer, instance, CommandSet.Store(instance), 0x0122, 0xA900);
        }),
        new("stores without an Affected SOP Instance UID", site => StoreIsRefusedAsync(site, command => command.Without(0x1000))),
        new("stores without an Affected SOP Class UID", site => StoreIsRefusedAsync(site, command => command.Without(0x0002))),
        new("stores with an empty Affected SOP Instance UID", site => StoreIsRefusedAsync(site, command => command.Raw(0x1000, []))),
        new("stores with an Affected SOP Instance UID of 60,000 characters", site => StoreIsRefusedAsync(site, command => command.UID(0x1000, new string('1', 60_000)))),
        new("announces C-STORE without a data set", async site =>
        {
            var peer = await site.AssociateAsync();
            await peer.SendAsync(PData(Pdv(3, true, true, CommandSet.Store(Instance.New()).US(0x0800, 0x0101).ToBytes())));
            (await peer.ReceiveStatusAsync()).Should().BeInRange(0x0100, 0xCFFF);
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

    private static async Task IsAnsweredAsync(HostileSite site, CommandSet command, params int[] statuses) =>
        await MustRefuseAndGoOnAsync(await site.SayAssociatedAsync(Command(command)), statuses);

    private static async Task MustRefuseAndGoOnAsync(RawPeer peer, params int[] statuses)
    {
        ((int)await peer.ReceiveStatusAsync()).Should().BeOneOf(statuses);
        (await peer.EchoAsync()).Should().Be(0, "the association lives on");
    }

    /// <summary>A command set that nobody can understand: A-ABORT, or a failure status when it could be addressed; never Success.</summary>
    private static async Task IsAbortedOrRefusedAsync(HostileSite site, byte[] pdu)
    {
        var answer = await (await site.SayAssociatedAsync(pdu)).ReceiveAsync();
        answer?.Type.Should().BeOneOf(PDataTF, Abort);
        if (answer?.Type == PDataTF)
            BitConverter.ToUInt16(CommandSet.Read(answer.Body.AsSpan(6))[0x0900]).Should().NotBe(0);
    }

    private static async Task IsAnsweredSomehowAsync(HostileSite site, byte[] pdu) =>
        (await (await site.SayAssociatedAsync(pdu)).ReceiveAsync())?.Type.Should().BeOneOf(PDataTF, Abort);

    private static async Task StoreIsRefusedAsync(HostileSite site, Func<CommandSet, CommandSet> lie)
    {
        var instance = Instance.New();
        var peer = await site.AssociateAsync();
        await peer.TrySendAsync(PData(Pdv(3, true, true, lie(CommandSet.Store(instance)).ToBytes())), PData(Pdv(3, false, true, instance.DataSet)));
        var answer = await peer.ReceiveAsync();
        answer?.Type.Should().BeOneOf(PDataTF, Abort);
        if (answer?.Type == PDataTF)
            BitConverter.ToUInt16(CommandSet.Read(answer.Body.AsSpan(6))[0x0900]).Should().NotBe(0);
    }

    private static async Task MustRefuseStoreAsync(RawPeer peer, Instance instance, CommandSet command, params int[] statuses)
    {
        ((int)await peer.StoreAsync(instance, command: command)).Should().BeOneOf(statuses);
        (await peer.EchoAsync()).Should().Be(0, "the association lives on");
    }
}
