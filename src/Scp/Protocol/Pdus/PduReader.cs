using System.Buffers;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Pdus;

/// <summary>Bytes to control PDUs. The header decides, before anything is buffered or allocated, whether the rest is wanted (PS3.8 §9.3.1).</summary>
internal static class PduReader
{
    private const int FixedBodyLength = 4;
    private const int ShortestPdvItem = 6;

    /// <summary>Throws for a type that does not exist and for a length that its type does not allow.</summary>
    internal static void Check(PduHeader header, UpperLayerOptions limits)
    {
        switch (header.Type)
        {
            case PduType.AAssociateRQ or PduType.AAssociateAC:
                if (header.PduLength < AssociateHeader.Length) throw AssociationAbortException.InvalidParameter($"{header.Type} shorter than its fixed fields");
                if (header.PduLength > limits.MaximumAssociateBytes) throw AssociationAbortException.InvalidParameter($"{header.Type} longer than the limit");
                break;
            case PduType.PDataTF:
                if (header.PduLength < ShortestPdvItem) throw AssociationAbortException.InvalidParameter("P-DATA-TF without a presentation data value");
                if (header.PduLength > limits.MaximumPduLength) throw AssociationAbortException.InvalidParameter("P-DATA-TF longer than negotiated");
                break;
            case PduType.AAssociateRJ or PduType.AReleaseRQ or PduType.AReleaseRP or PduType.AAbort:
                if (header.PduLength != FixedBodyLength) throw AssociationAbortException.InvalidParameter($"{header.Type} with a length that is not 4");
                break;
            default:
                throw AssociationAbortException.UnrecognizedPdu("bytes that are no PDU");
        }
    }

    /// <summary>A whole control PDU at the start of the bytes, or false for "need more bytes". The bytes taken are the header's length and six.</summary>
    internal static bool TryRead(in ReadOnlySequence<byte> bytes, UpperLayerOptions limits, out Pdu? pdu)
    {
        pdu = null;
        if (!PduHeader.TryRead(bytes, out var header)) return false;
        Check(header, limits);
        if (header.Type == PduType.PDataTF) throw new ArgumentException("P-DATA-TF is streamed, not read whole.", nameof(bytes));
        if (bytes.Length - PduHeader.Length < header.PduLength) return false;
        pdu = ReadWhole(header.Type, bytes.Slice(PduHeader.Length, header.PduLength));
        return true;
    }

    private static Pdu ReadWhole(PduType type, in ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment) return Read(type, body.FirstSpan);
        var length = (int)body.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(copy);
            return Read(type, copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private static Pdu Read(PduType type, ReadOnlySpan<byte> body) => type switch
    {
        PduType.AAssociateRQ => AAssociateRQ.Read(body),
        PduType.AAssociateAC => AAssociateAC.Read(body),
        PduType.AAssociateRJ => AAssociateRJ.Read(body),
        PduType.AReleaseRQ => AReleaseRQ.Instance,
        PduType.AReleaseRP => AReleaseRP.Instance,
        _ => AAbort.Read(body),
    };
}
