using System.Buffers.Binary;
using System.Text;
using StoreScp.Benchmarks.Corpora;

namespace StoreScp.Benchmarks.Receiver;

/// <summary>What the plain receiver sends, and the head of its files.</summary>
public static class PlainAnswers
{
    public static readonly byte[] ReleaseRP = [6, 0, 0, 0, 0, 4, 0, 0, 0, 0];

    /// <summary>A-ASSOCIATE-AC for the generator's one presentation context (PS3.8 §9.3.3).</summary>
    public static byte[] AssociateAC(ReadOnlySpan<byte> request, int maximumLength)
    {
        var pdu = new MemoryStream();
        pdu.Write([2, 0, 0, 0, 0, 0]);
        pdu.Write(request[..68]);
        Item(pdu, 0x10, "1.2.840.10008.3.1.1.1"u8);
        var context = new MemoryStream();
        context.Write([1, 0, 0, 0]);
        Item(context, 0x40, Encoding.ASCII.GetBytes(GeneratedInstance.TransferSyntaxUID));
        Item(pdu, 0x21, context.ToArray());
        var user = new MemoryStream();
        Span<byte> maximum = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(maximum, maximumLength);
        Item(user, 0x51, maximum);
        Item(user, 0x52, Encoding.ASCII.GetBytes(InstanceUIDs.Study(2)));
        Item(pdu, 0x50, user.ToArray());
        var bytes = pdu.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), (uint)bytes.Length - 6);
        return bytes;
    }

    /// <summary>C-STORE-RSP, Success, no data set (PS3.7 §9.3.1.2).</summary>
    public static byte[] CStoreRSP(PlainCommand request)
    {
        var command = new MemoryStream();
        UInt16(command, 0x0100, 0x8001);
        UInt16(command, 0x0120, request.MessageId);
        UInt16(command, 0x0800, 0x0101);
        UInt16(command, 0x0900, 0x0000);
        var pdu = new byte[12 + 12 + command.Length];
        pdu[0] = 4;
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(2), pdu.Length - 6);
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(6), pdu.Length - 10);
        pdu[10] = 1;
        pdu[11] = 3;
        // (0000,0000) Command Group Length
        pdu[16] = 4;
        BinaryPrimitives.WriteInt32LittleEndian(pdu.AsSpan(20), (int)command.Length);
        command.ToArray().CopyTo(pdu, 24);
        return pdu;
    }

    /// <summary>Preamble, prefix and File Meta Information (PS3.10 §7.1).</summary>
    public static byte[] FileHead(PlainCommand request)
    {
        var meta = new ExplicitVRWriter();
        meta.Bytes(0x00020001, "OB", [0, 1]);
        meta.Text(0x00020002, "UI", request.AffectedSOPClassUID);
        meta.Text(0x00020003, "UI", request.AffectedSOPInstanceUID);
        meta.Text(0x00020010, "UI", GeneratedInstance.TransferSyntaxUID);
        meta.Text(0x00020012, "UI", InstanceUIDs.Study(2));
        var head = new ExplicitVRWriter();
        head.UInt32(0x00020000, (uint)meta.Length);
        return [.. new byte[128], .. "DICM"u8, .. head.ToArray(), .. meta.ToArray()];
    }

    private static void UInt16(MemoryStream target, ushort element, ushort value)
    {
        Span<byte> bytes = stackalloc byte[10];
        bytes.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], element);
        bytes[4] = 2;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], value);
        target.Write(bytes);
    }

    private static void Item(MemoryStream target, byte type, ReadOnlySpan<byte> value)
    {
        Span<byte> header = [type, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)value.Length);
        target.Write(header);
        target.Write(value);
    }
}
