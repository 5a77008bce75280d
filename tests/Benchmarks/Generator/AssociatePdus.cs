using System.Buffers.Binary;
using System.Text;
using StoreScp.Benchmarks.Corpora;

namespace StoreScp.Benchmarks.Generator;

/// <summary>The control PDUs of the generator, encoded by hand (PS3.8 §9.3.2 to §9.3.7).</summary>
public static class AssociatePdus
{
    public const byte ContextId = 1;

    public static readonly byte[] ReleaseRQ = [5, 0, 0, 0, 0, 4, 0, 0, 0, 0];

    private const string ApplicationContext = "1.2.840.10008.3.1.1.1";

    /// <summary>A-ASSOCIATE-RQ with one presentation context: the SOP class in Explicit VR Little Endian.</summary>
    public static byte[] AssociateRQ(string sopClassUID)
    {
        var userInformation = new MemoryStream();
        Item(userInformation, 0x51, [0, 2, 0, 0]);
        Item(userInformation, 0x52, Ascii(InstanceUIDs.Study(1)));
        Item(userInformation, 0x55, "BENCHMARK"u8);

        var context = new MemoryStream();
        context.Write([ContextId, 0, 0, 0]);
        Item(context, 0x30, Ascii(sopClassUID));
        Item(context, 0x40, Ascii(GeneratedInstance.TransferSyntaxUID));

        var pdu = new MemoryStream();
        pdu.Write([1, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
        pdu.Write(Ascii("STORESCP".PadRight(16)));
        pdu.Write(Ascii("BENCHMARK".PadRight(16)));
        pdu.Write(new byte[32]);
        Item(pdu, 0x10, Ascii(ApplicationContext));
        Item(pdu, 0x20, context.ToArray());
        Item(pdu, 0x50, userInformation.ToArray());

        var bytes = pdu.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), (uint)bytes.Length - 6);
        return bytes;
    }

    /// <summary>Reads the body of an A-ASSOCIATE-AC: whether our context was accepted, and Maximum Length Received (0: no limit).</summary>
    public static (bool ContextAccepted, int MaximumLength) ReadAssociateAC(ReadOnlySpan<byte> body)
    {
        var accepted = false;
        var maximumLength = 0;
        for (var items = body[68..]; items.Length >= 4;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(items[2..]);
            var value = items.Slice(4, length);
            if (items[0] == 0x21)
                accepted = value[0] == ContextId && value[2] == 0;
            else if (items[0] == 0x50)
                maximumLength = MaximumLengthOf(value);
            items = items[(4 + length)..];
        }

        return (accepted, maximumLength);
    }

    private static int MaximumLengthOf(ReadOnlySpan<byte> userInformation)
    {
        while (userInformation.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(userInformation[2..]);
            if (userInformation[0] == 0x51)
                return (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(userInformation[4..]));
            userInformation = userInformation[(4 + length)..];
        }

        return 0;
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static void Item(MemoryStream target, byte type, ReadOnlySpan<byte> value)
    {
        Span<byte> header = [type, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)value.Length);
        target.Write(header);
        target.Write(value);
    }
}
