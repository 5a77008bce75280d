using System.Buffers.Binary;
using System.Text;

namespace StoreScp.Testing.Peers;

/// <summary>Bytes of PDUs, written out by hand from PS3.8 §9.3: an independent check of the protocol code, and able to lie.</summary>
public static class Wire
{
    public const byte AssociateRQ = 1, AssociateAC = 2, AssociateRJ = 3, PDataTF = 4, ReleaseRQ = 5, ReleaseRP = 6, Abort = 7;

    public static readonly byte[] ReleaseRequest = Pdu(ReleaseRQ, new byte[4]);

    public static readonly byte[] ReleaseResponse = Pdu(ReleaseRP, new byte[4]);

    /// <summary>A-ABORT of the service-user.</summary>
    public static readonly byte[] AbortRequest = Pdu(Abort, new byte[4]);

    public static byte[] Pdu(byte type, params byte[][] parts)
    {
        var body = Join(parts);
        return PduOfLength(type, (uint)body.Length, body);
    }

    /// <summary>A PDU whose length field says what it likes.</summary>
    public static byte[] PduOfLength(byte type, uint length, params byte[][] parts) => Join([[type, 0], UInt32BE(length), .. parts]);

    public static byte[] PData(params byte[][] values) => Pdu(PDataTF, values);

    /// <summary>A presentation data value (PS3.8 §9.3.5.1) and its message control header (§E.2).</summary>
    public static byte[] Pdv(byte context, bool isCommand, bool isLast, ReadOnlySpan<byte> fragment) =>
        PdvOfLength((uint)fragment.Length + 2, context, (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0)), fragment);

    public static byte[] PdvOfLength(uint length, byte context, byte control, ReadOnlySpan<byte> fragment) =>
        Join(UInt32BE(length), [context, control], fragment.ToArray());

    /// <summary>An item or sub-item of A-ASSOCIATE-RQ (PS3.8 §9.3.2).</summary>
    public static byte[] Item(byte type, params byte[][] parts)
    {
        var body = Join(parts);
        return ItemOfLength(type, (ushort)body.Length, body);
    }

    public static byte[] ItemOfLength(byte type, ushort length, params byte[][] parts) => Join([[type, 0], UInt16BE(length), .. parts]);

    public static byte[] Join(params byte[][] parts)
    {
        var all = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }
        return all;
    }

    public static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] UInt16BE(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] UInt32BE(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
