using System.Buffers.Binary;

namespace StoreScp.Dicom;

/// <summary>
/// Finds the elements of a data set while its bytes arrive, in any split, and checks that they nest and end as announced (PS3.5 §7).
/// Keeps no value; one scanner serves many data sets, one after the other.
/// </summary>
/// <remarks>Not thread-safe. What it tolerates and what it refuses: docs/reading-policy.md.</remarks>
public sealed partial class DataSetScanner
{
    private const int LongHeader = 12;
    private const int EntriesKept = 4096;
    private const int StoppedAtBulk = -1;

    private readonly DicomReadLimits _limits;
    private readonly byte[] _carry = new byte[LongHeader];
    private int _carried;
    private ElementEntry[] _entries = new ElementEntry[256];
    private int _entryCount;
    private int _elementCount;
    private long _position;
    private long _skip;
    private long _stageEnd;
    private BulkElements? _bulk;
    private DicomTag _tag;
    private long _tagPosition;

    public DataSetScanner(DicomReadLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _limits = limits;
        Reset(DicomTransferSyntax.ImplicitVRLittleEndian);
    }

    /// <summary>Where the bytes taken so far have led.</summary>
    public ScanStage Stage { get; private set; }

    /// <summary>Bytes taken so far.</summary>
    public long Position => _position + _carried;

    /// <summary>Bytes before the bulk element once <see cref="Stage"/> has left Header; after <see cref="Complete"/> without one, all bytes.</summary>
    public long HeaderLength { get; private set; }

    /// <summary>The bulk element once <see cref="Stage"/> has left Header; else the default value.</summary>
    public DicomTag BulkTag { get; private set; }

    /// <summary>The elements outside sequences so far: header, bulk element, trailer. Valid until the next call.</summary>
    public ReadOnlySpan<ElementEntry> Elements => _entries.AsSpan(0, _entryCount);

    /// <summary>Begins a data set. Of a deflated syntax the scanner takes the inflated bytes.</summary>
    public void Reset(DicomTransferSyntax syntax, BulkElements bulk = BulkElements.All)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        Reset(ScanFrameKind.Elements, syntax.IsExplicitVR, !syntax.IsLittleEndian, long.MaxValue);
        _bulk = bulk;
        _frames[0].IsFresh = true;
        _stageEnd = _limits.MaximumHeaderBytes;
    }

    /// <summary>
    /// Takes the next bytes of the data set and returns how many it took: all of them, except that it stops once, before the bulk
    /// element's tag, with <see cref="Stage"/> turned to Bulk. Call it again with the rest to go on.
    /// </summary>
    /// <remarks>
    /// When that tag arrives in pieces, its first one to three bytes have been taken by earlier calls:
    /// <see cref="Position"/> is then beyond <see cref="HeaderLength"/> by as many.
    /// </remarks>
    /// <exception cref="DicomDataException">The data set is malformed or exceeds a limit. The scanner needs a <see cref="Reset(DicomTransferSyntax, BulkElements)"/>.</exception>
    public int Scan(ReadOnlySpan<byte> bytes)
    {
        int taken = 0;
        while (true)
        {
            if (_skip > 0)
            {
                int available = bytes.Length - taken;
                if (_skip > available)
                {
                    _skip -= available;
                    _position += available;
                    return bytes.Length;
                }
                taken += (int)_skip;
                _position += _skip;
                _skip = 0;
                CloseEnded();
            }
            taken += ScanPlainElements(bytes[taken..]);
            if (taken == bytes.Length) return taken;

            int read = _carried == 0 ? ReadHeader(bytes[taken..]) : ReadSplitHeader(bytes[taken..]);
            if (read == StoppedAtBulk) return taken;
            if (read == 0)
            {
                Carry(bytes[taken..]);
                return bytes.Length;
            }
            taken += read;
            if (_skip == 0) CloseEnded();
        }
    }

    /// <summary>Tells the scanner that the data set has ended.</summary>
    /// <exception cref="DicomDataException">It ended inside an element, item or sequence.</exception>
    public void Complete()
    {
        if (_carried > 0) throw EndsInHeader();
        if (_skip > 0) throw new DicomDataException($"The data set ends {_skip} bytes before the end of a value", _tag, _tagPosition);
        if (_depth > 0)
        {
            ref ScanFrame open = ref _frames[_depth];
            throw new DicomDataException($"The data set ends inside {Describe(open.Kind)}", open.Tag, _position);
        }
        if (Stage == ScanStage.Header) HeaderLength = _position;
    }

    /// <summary>Reads one header that lies whole in front of us; 0 when it does not.</summary>
    private int ReadHeader(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4) return 0;
        ref ScanFrame frame = ref _frames[_depth];
        DicomTag tag = ReadTag(head, frame.IsBigEndian);
        if (_depth == 0 && Stage == ScanStage.Header && IsBulk(tag))
        {
            BeginBulk(tag);
            return StoppedAtBulk;
        }
        if (head.Length < 8) return 0;
        if (tag.Group == 0xFFFE) return ReadDelimiter(ref frame, tag, head);
        if (frame.Kind != ScanFrameKind.Elements) throw NotAnItem(ref frame, tag);
        if (frame.IsFresh && _bulk is not null && _depth == 0) CheckEncoding(in frame, tag, head);
        else if (frame.IsFresh) DetectItemEncoding(ref frame, tag, head);
        return frame.IsExplicit ? ReadExplicitHeader(ref frame, tag, head) : ReadImplicitHeader(ref frame, tag, head);
    }

    private int ReadImplicitHeader(ref ScanFrame frame, DicomTag tag, ReadOnlySpan<byte> head)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        BeginElement(ref frame, tag, DicomDictionary.VROf(tag), 8, length);
        return 8;
    }

    private int ReadExplicitHeader(ref ScanFrame frame, DicomTag tag, ReadOnlySpan<byte> head)
    {
        byte first = head[4];
        byte second = head[5];
        DicomVR vr = ExplicitVRField.VROf(first, second);
        if (ExplicitVRField.IsKnownWithShortLength(first, second))
        {
            BeginElement(ref frame, tag, vr, 8, ReadUInt16(head[6..], frame.IsBigEndian));
            return 8;
        }
        if (!ExplicitVRField.IsKnownWithLongLength(first, second))
        {
            // docs/reading-policy.md "Letters that are no VR".
            vr = DicomVR.UN;
            bool isLong = ExplicitVRField.IsFutureVR(first, second) && head[6] == 0 && head[7] == 0;
            if (!isLong)
            {
                if (!ExplicitVRField.IsPlaceholder(first, second)) throw NoVR(tag);
                BeginElement(ref frame, tag, vr, 8, ReadUInt16(head[6..], frame.IsBigEndian));
                return 8;
            }
        }
        if (head.Length < LongHeader) return 0;
        BeginElement(ref frame, tag, vr, LongHeader, ReadUInt32(head[8..], frame.IsBigEndian));
        return LongHeader;
    }

    /// <summary>Reads a header of which earlier calls brought the beginning.</summary>
    private int ReadSplitHeader(ReadOnlySpan<byte> bytes)
    {
        int carried = _carried;
        int added = Math.Min(bytes.Length, LongHeader - carried);
        bytes[..added].CopyTo(_carry.AsSpan(carried));
        int read = ReadHeader(_carry.AsSpan(0, carried + added));
        if (read <= 0) return read;
        _carried = 0;
        return read - carried;
    }

    private void Carry(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_carry.AsSpan(_carried));
        _carried += bytes.Length;
    }

    private void BeginBulk(DicomTag tag)
    {
        Stage = ScanStage.Bulk;
        BulkTag = tag;
        HeaderLength = _position;
        _stageEnd = long.MaxValue;
    }

    private bool IsBulk(DicomTag tag) => tag.Value switch
    {
        0x7FE00010 or 0x7FE00008 or 0x7FE00009 or 0x00420011 => _bulk is not null,
        0x54000100 => _bulk == BulkElements.All,
        _ => false,
    };

    private static DicomTag ReadTag(ReadOnlySpan<byte> head, bool isBigEndian) => new(ReadUInt16(head, isBigEndian), ReadUInt16(head[2..], isBigEndian));

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
