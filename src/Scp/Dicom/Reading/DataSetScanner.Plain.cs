using System.Buffers.Binary;

namespace StoreScp.Dicom;

// The fast way through the elements that most data sets consist of. Whatever is not plain is left to ReadHeader, which decides and complains.
public sealed partial class DataSetScanner
{
    /// <summary>
    /// Takes little endian elements of defined length that lie whole in front of us, are no sequences and end nothing but the level
    /// they are on; returns their length.
    /// </summary>
    private int ScanPlainElements(ReadOnlySpan<byte> bytes)
    {
        ref ScanFrame frame = ref _frames[_depth];
        bool isTopLevel = _depth == 0;
        if (frame.Kind != ScanFrameKind.Elements || frame.IsBigEndian || frame.IsFresh || _carried > 0) return 0;
        if (isTopLevel && Stage == ScanStage.Bulk) return 0;

        bool isExplicit = frame.IsExplicit;
        bool mayBeBulk = isTopLevel && Stage == ScanStage.Header;
        long end = Math.Min(frame.End, _stageEnd);
        int room = Math.Min(_entries.Length, _limits.MaximumTopLevelElementCount);
        int at = 0;
        while (bytes.Length - at >= LongHeader)
        {
            ulong head = BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
            var tag = new DicomTag((ushort)head, (ushort)(head >> 16));
            if (tag.Group == 0xFFFE || (mayBeBulk && IsBulk(tag))) break;

            DicomVR vr;
            uint length;
            byte headerLength = 8;
            if (isExplicit)
            {
                vr = (DicomVR)(ushort)(head >> 32);
                length = (uint)(head >> 48);
                byte kind = ExplicitVRField.Kind((byte)(head >> 32), (byte)(head >> 40));
                if (kind == 0) break;
                if (kind == ExplicitVRField.Long)
                {
                    headerLength = LongHeader;
                    length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 8)..]);
                }
            }
            else
            {
                vr = DicomDictionary.VROf(tag);
                length = (uint)(head >> 32);
            }
            long total = headerLength + (long)length;
            if (vr == DicomVR.SQ || length == ElementEntry.UndefinedLength || total > bytes.Length - at || _position + total > end) break;
            if (_elementCount >= _limits.MaximumElementCount) break;
            if (isTopLevel)
            {
                if (_entryCount >= room) break;
                _entries[_entryCount++] = new ElementEntry(tag, vr, _position, headerLength, length, total);
            }
            _elementCount++;
            _position += total;
            at += (int)total;
        }
        if (at > 0 && !isTopLevel) CloseEnded();
        return at;
    }
}
