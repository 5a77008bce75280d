using System.Buffers.Binary;

namespace StoreScp.Dicom;

// Items that do not follow the VR encoding of the data set around them: real files have both kinds (docs/reading-policy.md).
public sealed partial class DataSetScanner
{
    /// <summary>Lets an item's first element decide whether the item states its VRs.</summary>
    private void DetectItemEncoding(ref ScanFrame frame, DicomTag tag, ReadOnlySpan<byte> head)
    {
        if (frame.IsBigEndian) return;
        if (frame.IsExplicit)
            frame.IsExplicit = !LooksImplicit(in frame, head);
        else
            frame.IsExplicit = LooksExplicit(in frame, tag, head);
    }

    /// <summary>A data set has the encoding of its transfer syntax, or it would be stored under a wrong name.</summary>
    private void CheckEncoding(in ScanFrame frame, DicomTag tag, ReadOnlySpan<byte> head)
    {
        const ushort IdentifyingGroupSwapped = 0x0800;
        bool isSwapped = tag.Group == IdentifyingGroupSwapped;
        bool isExplicit = !frame.IsExplicit && LooksExplicit(in frame, tag, head);
        if (isSwapped || isExplicit) throw new DicomDataException("The data set is not in the transfer syntax it claims", tag, _position);
    }

    private bool LooksImplicit(in ScanFrame frame, ReadOnlySpan<byte> head)
    {
        byte first = head[4];
        byte second = head[5];
        if (ExplicitVRField.IsPrintable(first) && ExplicitVRField.IsPrintable(second)) return false;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        return length == ElementEntry.UndefinedLength || _position + 8 + length <= frame.End;
    }

    private bool LooksExplicit(in ScanFrame frame, DicomTag tag, ReadOnlySpan<byte> head)
    {
        byte first = head[4];
        byte second = head[5];
        if (!ExplicitVRField.IsKnown(first, second)) return false;
        // Read as an implicit length the letters and what follows them announce 16 KiB or more: mostly beyond the item's end.
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        if (_position + 8 + length > frame.End) return true;
        return !tag.IsPrivate && DicomDictionary.VROf(tag) == ExplicitVRField.VROf(first, second);
    }
}
