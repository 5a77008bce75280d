using System.Buffers.Binary;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Pdus;

/// <summary>The fixed 68 bytes that A-ASSOCIATE-RQ and -AC begin with, after their length (PS3.8 §9.3.2, §9.3.3).</summary>
internal readonly record struct AssociateHeader(ushort ProtocolVersion, string CalledAETitle, string CallingAETitle, byte[]? Raw = null)
{
    internal const int Length = 68;
    private const int RawLength = 64;

    internal static AssociateHeader Read(ref ReadOnlySpan<byte> body)
    {
        if (body.Length < Length) throw AssociationAbortException.InvalidParameter("an A-ASSOCIATE PDU shorter than its fixed fields");
        var header = new AssociateHeader(
            BinaryPrimitives.ReadUInt16BigEndian(body),
            AETitle.Read(body.Slice(4, AETitle.MaximumLength)),
            AETitle.Read(body.Slice(20, AETitle.MaximumLength)),
            body.Slice(4, RawLength).ToArray());
        body = body[Length..];
        return header;
    }

    internal void Write(PduWriter writer)
    {
        writer.UInt16(ProtocolVersion);
        writer.UInt16(0);
        if (Raw is not null)
        {
            writer.Bytes(Raw);
            return;
        }
        AETitle.Write(writer, CalledAETitle);
        AETitle.Write(writer, CallingAETitle);
        writer.Bytes(stackalloc byte[32]);
    }
}
