using System.IO.Compression;
using static StoreScp.Testing.Peers.Wire;

namespace StoreScp.EndToEnd.Tests.Hostile;

/// <summary>Data sets that are bombs or nonsense: a failure C-STORE-RSP, the association lives on, and nothing is stored.</summary>
internal static class DataSetCases
{
    private const uint Sequence = 0x0008_1140, ItemTag = 0xFFFE_E000, ItemEnd = 0xFFFE_E00D, SequenceEnd = 0xFFFE_E0DD;

    private const uint Undefined = 0xFFFF_FFFF;

    private const ushort Success = 0, OutOfResources = 0xA700, DoesNotMatchSOPClass = 0xA900, CannotUnderstand = 0xC000;

    private static readonly Proposal Deflated = new(5, UIDs.CTImageStorage, UIDs.DeflatedExplicitVRLittleEndian);

    public static readonly HostileCase[] All =
    [
        new("sends an empty data set", site => IsRefusedAsync(site, _ => [])),
        new("sends a data set of zeros", site => IsRefusedAsync(site, _ => new byte[5000])),
        new("sends a data set of noise", site => IsRefusedAsync(site, _ =>
        {
            var noise = new byte[5000];
            new Random(4711).NextBytes(noise);
            return noise;
        })),
        new("sends its data set in another transfer syntax than negotiated", site => IsRefusedAsync(site, _ => Instance.New(UIDs.ImplicitVRLittleEndian).DataSet)),
        new("sends a data set that ends in the middle of an element header", site => IsRefusedAsync(site, instance => instance.DataSet[..37])),
        new("sends a data set that ends in the middle of Pixel Data", site => IsRefusedAsync(site, instance => instance.DataSet[..^10])),
        new("sends an element of 4 GiB - 2 in the header", site => IsRefusedAsync(site, _ => Header().AddOfLength(0x0018_9999, "UT", 0xFFFF_FFFE, new byte[100]).ToBytes())),
        new("sends an undefined length where no VR allows it", site => IsRefusedAsync(site, _ => Header().AddOfLength(0x0018_9999, "UT", Undefined, new byte[100]).ToBytes())),
        new("sends Pixel Data of 4 GiB - 2 and only a little of it", site => IsRefusedAsync(site, instance => Header(instance).AddOfLength(0x7FE0_0010, "OB", 0xFFFF_FFFE, new byte[100]).ToBytes())),
        new("sends 10,000 nested sequences of undefined length", site => IsRefusedAsync(site, _ => Nested(10_000))),
        new("sends 10,000 nested sequences without ends", site => IsRefusedAsync(site, _ => Nested(10_000, closed: false))),
        new("sends 100,000 nested sequences", site => IsRefusedAsync(site, _ => Nested(100_000, closed: false))),
        new("sends an item longer than its sequence", site =>
            IsRefusedAsync(site, _ => Header().AddOfLength(Sequence, "SQ", 16, []).Item(ItemTag, 5000, new byte[8]).ToBytes())),
        new("sends an item that ends in the middle of an element", site =>
            IsRefusedAsync(site, _ => Header().AddOfLength(Sequence, "SQ", 16, []).Item(ItemTag, 8, [8, 0, 0x50, 0x11, (byte)'U', (byte)'I', 50, 0]).ToBytes())),
        new("sends a sequence delimiter outside of any sequence", site => IsStoredAsync(site, instance => Header(instance).Item(SequenceEnd, 0).ToBytes())),
        new("sends an item of four bytes outside of any sequence", site => IsRefusedAsync(site, instance => Header(instance).Item(ItemTag, 4, new byte[4]).ToBytes())),
        new("sends an empty item outside of any sequence", site => IsStoredAsync(site, instance => Header(instance).Item(ItemTag, 0).ToBytes())),
        new("sends a fragment sequence without an end", site => IsRefusedAsync(site, instance =>
            Header(instance).AddOfLength(0x7FE0_0010, "OB", Undefined, []).Item(ItemTag, 0).Item(ItemTag, 100, new byte[50]).ToBytes())),
        new("sends a million items", site => IsRefusedAsync(site, _ =>
        {
            var dataSet = Header().AddOfLength(Sequence, "SQ", Undefined, []);
            for (var i = 0; i < 1_000_000; i++)
                dataSet.Item(ItemTag, 0);
            return dataSet.Item(SequenceEnd, 0).ToBytes();
        })),
        new("sends a header above the limit", site => IsRefusedAsync(site, _ => Header().Add(0x0009_0010, "LO", Ascii("BOMB")).Add(0x0009_1001, "OB", new byte[HostileServer.MaximumHeaderBytes + 2]).ToBytes())),
        new("sends an object above the limit", site => IsRefusedAsync(site, instance => Header(instance).Add(0x7FE0_0010, "OB", new byte[HostileServer.MaximumObjectBytes + 2]).ToBytes(), status: OutOfResources)),
        new("sends a deflate bomb", site => IsRefusedAsync(site, _ => Bomb(), Deflated)),
        new("sends Pixel Data that are a deflate bomb", site => IsRefusedAsync(site, instance =>
            Header(instance).Add(0x7FE0_0010, "OB", new byte[80 << 20]).ToDeflatedBytes(), Deflated)),
        new("sends deflate garbage", site => IsRefusedAsync(site, _ => [.. Enumerable.Repeat((byte)0xFF, 5000)], Deflated)),
        new("sends a deflated data set that stops early", site => IsRefusedAsync(site, _ => Instance.New(UIDs.DeflatedExplicitVRLittleEndian).DataSet[..100], Deflated)),
        new("sends a deflated data set that stops early behind its header", site => IsRefusedAsync(site, instance => DeflatedImage(instance)[..^200], Deflated)),
        new("sends a deflated data set that turns into garbage behind its header", site => IsRefusedAsync(site, instance =>
            [.. DeflatedImage(instance)[..^200], .. Enumerable.Repeat((byte)0xFF, 200)], Deflated)),
        new("sends another SOP Instance UID than its command's", site => IsRefusedAsync(site, _ => Instance.New().DataSet, status: DoesNotMatchSOPClass)),
        new("sends another SOP Class UID than its command's", site => IsRefusedAsync(site, instance =>
            Instance.New(sopClass: UIDs.MRImageStorage, random: new Random(1)).DataSet, status: DoesNotMatchSOPClass)),
        new("sends no SOP Instance UID", site => IsRefusedAsync(site, _ => new DataSet().UID(0x0008_0016, UIDs.CTImageStorage).UID(0x0020_000D, "1.2.3").UID(0x0020_000E, "1.2.4").ToBytes())),
        new("sends no Study Instance UID", site => IsRefusedAsync(site, instance => Header(instance, study: null).ToBytes())),
        new("has the SOP Instance UID ../../../../tmp/x", site => UIDIsRefusedAsync(site, "../../../../tmp/x")),
        new("has the SOP Instance UID /etc/passwd", site => UIDIsRefusedAsync(site, "/etc/passwd")),
        new("has a SOP Instance UID with NUL in the middle", site => UIDIsRefusedAsync(site, "1.2.3\0.4")),
        new("has a SOP Instance UID with CR and LF", site => UIDIsRefusedAsync(site, "1.2\r\n2026-01-01 FORGED")),
        new("has a SOP Instance UID with ESC", site => UIDIsRefusedAsync(site, "1.2\u001b[2J")),
        new("has the SOP Instance UID %n%s{0}", site => UIDIsRefusedAsync(site, "%n%s{0}")),
        new("has a SOP Instance UID of 65 digits and dots", site => UIDIsRefusedAsync(site, "1." + new string('2', 63))),
        new("has a Study Instance UID that climbs folders", site => IsRefusedAsync(site, instance => Header(instance, study: "../../../x").ToBytes())),
        new("has a Series Instance UID with CR and LF", site => IsRefusedAsync(site, instance => Header(instance, series: "1.2\r\nFORGED").ToBytes())),
        new("has a UID with leading zeros", site => UIDIsStoredAsync(site, "1.2.003.0004." + Random.Shared.NextInt64())),
        new("has a UID of odd length without padding", site => UIDIsStoredAsync(site, OddUID(), pad: "")),
        new("has a UID of odd length padded with a space", site => UIDIsStoredAsync(site, OddUID(), pad: " ")),
        new("has an unknown VR in the header", site => IsStoredAsync(site, instance => Header(instance).Raw([0x09, 0x00, 0x01, 0x10, (byte)'Z', (byte)'Z', 0, 0, 4, 0, 0, 0, 1, 2, 3, 4]).ToBytes())),
        new("sends elements out of order", site => IsStoredAsync(site, instance => Header(instance).Text(0x0008_0060, "CS", "CT").ToBytes())),
        new("puts File Meta Information into the data set", site => IsStoredAsync(site, instance => Join(new DataSet().UID(0x0002_0010, UIDs.ImplicitVRLittleEndian).ToBytes(), instance.DataSet))),
    ];

    private static string OddUID() => "1.2." + Random.Shared.NextInt64(1_000_000_000, 9_999_999_999);

    /// <summary>What a header must have; of somebody else's instance unless it is said whose.</summary>
    private static DataSet Header(Instance? instance = null, string? study = "1.2.3", string series = "1.2.4")
    {
        var dataSet = new DataSet().UID(0x0008_0016, UIDs.CTImageStorage).UID(0x0008_0018, instance?.SOPInstanceUID ?? UIDs.New());
        if (study is not null)
            dataSet.UID(0x0020_000D, study);
        return dataSet.UID(0x0020_000E, series);
    }

    private static byte[] Nested(int depth, bool closed = true)
    {
        var dataSet = new DataSet().UID(0x0008_0016, UIDs.CTImageStorage);
        for (var i = 0; i < depth; i++)
            dataSet.AddOfLength(Sequence, "SQ", Undefined, []).Item(ItemTag, Undefined);
        for (var i = 0; closed && i < depth; i++)
            dataSet.Item(ItemEnd, 0).Item(SequenceEnd, 0);
        return dataSet.ToBytes();
    }

    /// <summary>Whose pixels deflate to a third or so, so that most of its bytes lie behind the header and none as they were.</summary>
    private static byte[] DeflatedImage(Instance instance)
    {
        var random = new Random(1);
        return Header(instance).Add(0x7FE0_0010, "OB", [.. Enumerable.Range(0, 2000).Select(_ => (byte)random.Next(4))]).ToDeflatedBytes();
    }

    /// <summary>512 MiB of a private element in half a megabyte.</summary>
    private static byte[] Bomb()
    {
        using var bytes = new MemoryStream();
        using (var deflate = new DeflateStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(new DataSet().UID(0x0008_0016, UIDs.CTImageStorage).AddOfLength(0x0009_1001, "OB", 512 << 20, []).ToBytes());
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 512; i++)
                deflate.Write(zeros);
        }
        return bytes.ToArray();
    }

    /// <summary>The status of an instance in whose place another data set is sent.</summary>
    private static async Task<ushort> StoreAsync(HostileSite site, Func<Instance, byte[]> lie, Proposal? context)
    {
        context ??= AssociateRequest.CTImage;
        var instance = Instance.New();
        var peer = await site.AssociateAsync(new() { Proposals = [AssociateRequest.Verification, context] });
        var status = await peer.StoreAsync(instance with { DataSet = lie(instance) }, context.Id);
        (await peer.EchoAsync()).Should().Be(0, "the association lives on");
        await peer.ReleaseAsync();
        return status;
    }

    private static async Task IsRefusedAsync(HostileSite site, Func<Instance, byte[]> lie, Proposal? context = null, ushort status = CannotUnderstand) =>
        (await StoreAsync(site, lie, context)).Should().Be(status);

    /// <summary>Odd, but nothing is hidden or ambiguous: docs/reading-policy.md "Tolerated".</summary>
    private static async Task IsStoredAsync(HostileSite site, Func<Instance, byte[]> lie) => (await StoreAsync(site, lie, null)).Should().Be(Success);

    /// <summary>The same UID in command and data set: only its form is wrong.</summary>
    private static async Task UIDIsRefusedAsync(HostileSite site, string uid)
    {
        var peer = await site.AssociateAsync();
        (await StoreUIDAsync(peer, uid, uid.Length % 2 == 0 ? "" : "\0")).Should().Be(CannotUnderstand);
        (await peer.EchoAsync()).Should().Be(0, "the association lives on");
    }

    private static async Task UIDIsStoredAsync(HostileSite site, string uid, string pad = "\0") =>
        (await StoreUIDAsync(await site.AssociateAsync(), uid, uid.Length % 2 == 0 ? "" : pad)).Should().Be(0);

    private static async Task<ushort> StoreUIDAsync(RawPeer peer, string uid, string pad)
    {
        var dataSet = new DataSet().UID(0x0008_0016, UIDs.CTImageStorage).Add(0x0008_0018, "UI", Ascii(uid + pad)).UID(0x0020_000D, "1.2.3").UID(0x0020_000E, "1.2.4");
        await peer.SendAsync(PData(Pdv(3, true, true, CommandSet.Store(UIDs.CTImageStorage, "1").Raw(0x1000, Ascii(uid + pad)).ToBytes())));
        await peer.SendDataSetAsync(dataSet.ToBytes());
        return await peer.ReceiveStatusAsync();
    }
}
