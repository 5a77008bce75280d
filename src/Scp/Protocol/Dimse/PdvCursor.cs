// P-DATA-TF (PS3.8 §9.3.5)
//   offset  length  meaning
//   0       1       PDU-type 04H
//   1       1       reserved
//   2       4       PDU-length
//   6       ...     presentation data value items, each:
//   +0      4       item-length, counts what follows
//   +4      1       presentation-context-ID
//   +5      1       message control header (Annex E.2): bit 0 command, bit 1 last fragment
//   +6      ...     fragment
using System.Buffers;
using System.Buffers.Binary;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Dimse;

/// <summary>Where the stream of P-DATA-TF PDUs is: how much is left of the PDU and of the fragment, and whose fragment it is (PS3.8 §9.3.5, Annex E).</summary>
internal sealed class PdvCursor(UpperLayer upper)
{
    /// <summary>Item-length, presentation-context-ID and message control header.</summary>
    internal const int HeaderLength = 6;

    /// <summary>A P-DATA-TF header and that of its first presentation data value.</summary>
    internal const int LongestHead = PduHeader.Length + HeaderLength;

    // Empty fragments carry nothing; a peer that sends nothing else would hold us for ever.
    private const int MaximumEmptyFragmentsInARow = 32;

    private uint _pduLeft;
    private bool _isInHeader;
    private int _emptyInARow;

    internal uint FragmentLeft { get; private set; }

    internal byte PresentationContextID { get; private set; }

    internal bool IsCommand { get; private set; }

    internal bool IsLast { get; private set; }

    /// <summary>Between two PDUs: the next byte is a PDU-type.</summary>
    internal bool IsBetweenPdus => _pduLeft == 0;

    /// <summary>As many of the next bytes as the headers before a fragment may have, in one piece.</summary>
    /// <param name="copy">Used when they are not; of <see cref="LongestHead"/> bytes.</param>
    internal static ReadOnlySpan<byte> Head(in ReadOnlySequence<byte> bytes, int offset, Span<byte> copy)
    {
        if (bytes.IsSingleSegment)
        {
            var rest = bytes.FirstSpan[offset..];
            return rest.Length > LongestHead ? rest[..LongestHead] : rest;
        }
        var head = bytes.Slice(offset);
        if (head.Length > LongestHead) head = head.Slice(0, LongestHead);
        head.CopyTo(copy);
        return copy[..(int)head.Length];
    }

    /// <summary>Reads the headers before the next fragment. What is taken of the bytes never comes again, also when more are needed.</summary>
    internal PdvStep Next(ReadOnlySpan<byte> head, out int taken)
    {
        taken = 0;
        if (_pduLeft == 0)
        {
            if (head.Length < PduHeader.Length) return PdvStep.NeedMoreBytes;
            var header = PduHeader.Read(head);
            if (header.Type != PduType.PDataTF) return PdvStep.OtherPdu;
            BeginPdu(header);
            taken = PduHeader.Length;
        }
        if (head.Length - taken < HeaderLength && _pduLeft >= HeaderLength) return PdvStep.NeedMoreBytes;
        BeginFragment(head[taken..]);
        taken += HeaderLength;
        return PdvStep.Fragment;
    }

    /// <summary>More bytes are needed: sets what time the peer has for them.</summary>
    /// <param name="hasBytes">Some bytes of the next PDU's header are there.</param>
    internal void AwaitMore(bool hasBytes)
    {
        // Within a PDU its own time runs on.
        if (_pduLeft > 0 || _isInHeader) return;
        _isInHeader = hasBytes;
        if (hasBytes) upper.Input.Allow(upper.Options.PduTimeout, "the rest of a PDU");
        else upper.Input.Allow(upper.Options.DimseTimeout, "the rest of a message");
    }

    /// <summary>So many bytes of the fragment were taken.</summary>
    internal void Take(int count)
    {
        FragmentLeft -= (uint)count;
        _pduLeft -= (uint)count;
    }

    private void BeginPdu(PduHeader header)
    {
        PduReader.Check(header, upper.Options);
        // DT-2 in Sta6, AR-6 in Sta7; elsewhere it is out of place.
        if (upper.Fire(AssociationEvent.Evt10PDataTFReceived) is not (AssociationAction.DT2IndicatePData or AssociationAction.AR6IndicatePData))
            throw AssociationAbortException.UnexpectedPdu("P-DATA-TF out of place");
        upper.Input.Allow(upper.Options.TimeFor(header.PduLength), "the rest of a P-DATA-TF");
        upper.Input.ExtendInAll(upper.Options.AtMinimumRate(header.PduLength));
        _pduLeft = header.PduLength;
        _isInHeader = false;
    }

    private void BeginFragment(ReadOnlySpan<byte> header)
    {
        if (_pduLeft < HeaderLength) throw AssociationAbortException.InvalidParameter("bytes left over after the last presentation data value");
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length < 2) throw AssociationAbortException.InvalidParameter("a presentation data value shorter than its header");
        if (length > _pduLeft - 4) throw AssociationAbortException.InvalidParameter("a presentation data value longer than its P-DATA-TF");
        _pduLeft -= HeaderLength;
        FragmentLeft = length - 2;
        PresentationContextID = header[4];
        IsCommand = (header[5] & 1) != 0;
        IsLast = (header[5] & 2) != 0;
        _emptyInARow = FragmentLeft == 0 ? _emptyInARow + 1 : 0;
        if (_emptyInARow > MaximumEmptyFragmentsInARow) throw AssociationAbortException.InvalidParameter("nothing but empty fragments");
    }
}
