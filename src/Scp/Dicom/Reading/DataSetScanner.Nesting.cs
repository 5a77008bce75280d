namespace StoreScp.Dicom;

// Items, sequences and fragments: which level we are in, and where each has to end (PS3.5 §7.5, §A.4).
public sealed partial class DataSetScanner
{
    private ScanFrame[] _frames = new ScanFrame[16];
    private int _depth;
    private int _sequenceDepth;

    /// <summary>Whether the elements outside sequences state their VR: as the syntax says, or as an item's first element shows.</summary>
    internal bool IsExplicitVR => _frames[0].IsExplicit;

    /// <summary>Begins the value of a sequence: <see cref="Elements"/> will be its items.</summary>
    internal void ResetToItems(bool isExplicit, bool isBigEndian, long length) =>
        Reset(ScanFrameKind.Sequence, isExplicit, isBigEndian, length);

    /// <summary>Begins the content of an item, whose first element decides between explicit and implicit VR.</summary>
    internal void ResetToItem(bool isExplicit, bool isBigEndian, long length)
    {
        Reset(ScanFrameKind.Elements, isExplicit, isBigEndian, length);
        _frames[0].IsFresh = true;
    }

    private void Reset(ScanFrameKind kind, bool isExplicit, bool isBigEndian, long end)
    {
        if (_entries.Length > EntriesKept) _entries = new ElementEntry[256];
        _frames[0] = new ScanFrame
        {
            Kind = kind,
            IsExplicit = isExplicit,
            IsBigEndian = isBigEndian,
            IsUndefined = true,
            End = end,
        };
        _carried = _entryCount = _elementCount = _depth = _sequenceDepth = 0;
        _position = _skip = _tagPosition = HeaderLength = 0;
        _tag = BulkTag = default;
        _bulk = null;
        _stageEnd = long.MaxValue;
        Stage = ScanStage.Header;
    }

    private void BeginElement(ref ScanFrame frame, DicomTag tag, DicomVR vr, byte headerLength, uint length)
    {
        frame.IsFresh = false;
        BeginEntry(tag, vr, headerLength, length);
        long start = _position + headerLength;
        if (length == ElementEntry.UndefinedLength)
        {
            CheckEnd(ref frame, tag, start);
            _position = start;
            OpenUndefined(ref frame, tag, vr);
            return;
        }
        CheckEnd(ref frame, tag, start + length);
        _position = start;
        if (vr == DicomVR.SQ && length > 0)
            Push(ScanFrameKind.Sequence, tag, frame.IsExplicit, frame.IsBigEndian, isUndefined: false, start + length);
        else
            _skip = length;
    }

    private void OpenUndefined(ref ScanFrame frame, DicomTag tag, DicomVR vr)
    {
        bool isPixelData = tag.Value is 0x7FE00010 or 0x7FE00008 or 0x7FE00009;
        bool isStated = frame.IsExplicit;
        if (isPixelData || (isStated && vr is DicomVR.OB or DicomVR.OW or DicomVR.OD or DicomVR.OF or DicomVR.OL or DicomVR.OV))
            Push(ScanFrameKind.Fragments, tag, frame.IsExplicit, frame.IsBigEndian, isUndefined: true, frame.End);
        else if (vr == DicomVR.SQ || !isStated)
            Push(ScanFrameKind.Sequence, tag, frame.IsExplicit, frame.IsBigEndian, isUndefined: true, frame.End);
        else if (vr == DicomVR.UN)
            // PS3.5 §6.2.2 (CP-246): whatever the syntax, such a value is a sequence in implicit VR little endian.
            Push(ScanFrameKind.Sequence, tag, isExplicit: false, isBigEndian: false, isUndefined: true, frame.End);
        else
            throw new DicomDataException($"A value of VR {vr} has undefined length", tag, _tagPosition);
    }

    private int ReadDelimiter(ref ScanFrame frame, DicomTag tag, ReadOnlySpan<byte> head)
    {
        uint length = ReadUInt32(head[4..], frame.IsBigEndian);
        _tagPosition = _position;
        switch (tag.Element)
        {
            case 0xE000:
                ReadItem(ref frame, tag, length);
                break;
            case 0xE00D or 0xE0DD:
                ReadEnd(ref frame, tag);
                break;
            default:
                throw new DicomDataException("Neither an item nor a delimiter", tag, _position);
        }
        return 8;
    }

    private void ReadItem(ref ScanFrame frame, DicomTag tag, uint length)
    {
        bool isUndefined = length == ElementEntry.UndefinedLength;
        long start = _position + 8;
        long end = isUndefined ? frame.End : start + length;
        CheckEnd(ref frame, HolderOr(tag), isUndefined ? start : end);
        if (_depth == 0) BeginEntry(tag, DicomVR.None, 8, frame.Kind == ScanFrameKind.Sequence ? length : 0);
        _position = start;

        switch (frame.Kind)
        {
            case ScanFrameKind.Sequence:
                Push(ScanFrameKind.Elements, frame.Tag, frame.IsExplicit, frame.IsBigEndian, isUndefined, end);
                _frames[_depth].IsFresh = true;
                break;
            case ScanFrameKind.Fragments when !isUndefined:
                _skip = length;
                break;
            case ScanFrameKind.Fragments:
                throw new DicomDataException("A fragment has undefined length", frame.Tag, _tagPosition);
            case ScanFrameKind.Elements when _depth > 0:
                throw new DicomDataException("An item begins inside an item, outside any sequence", frame.Tag, _tagPosition);
            default:
                // docs/reading-policy.md "Stray items": what it holds is read as elements of the data set.
                break;
        }
    }

    private void ReadEnd(ref ScanFrame frame, DicomTag tag)
    {
        CheckEnd(ref frame, HolderOr(tag), _position + 8);
        bool endsItem = tag.Element == 0xE00D;
        bool fits = endsItem == (frame.Kind == ScanFrameKind.Elements);
        if (_depth == 0 && frame.Kind == ScanFrameKind.Elements) BeginEntry(tag, DicomVR.None, 8, 0);
        _position += 8;
        if (_depth == 0) return;
        if (fits && frame.IsUndefined)
        {
            Pop();
        }
        else if (_position != frame.End && !(endsItem && frame.Kind == ScanFrameKind.Sequence))
        {
            // Tolerated: a delimiter that closes what its length closes too, at the end of an item or behind it.
            throw new DicomDataException("A delimiter does not belong to what is open", frame.Tag, _tagPosition);
        }
    }

    private void Push(ScanFrameKind kind, DicomTag tag, bool isExplicit, bool isBigEndian, bool isUndefined, long end)
    {
        if (kind == ScanFrameKind.Sequence && ++_sequenceDepth > _limits.MaximumSequenceDepth)
            throw new DicomDataException($"Sequences are nested deeper than {nameof(DicomReadLimits.MaximumSequenceDepth)} = {_limits.MaximumSequenceDepth}", tag, _tagPosition);
        if (++_depth == _frames.Length) Array.Resize(ref _frames, _frames.Length * 2);
        _frames[_depth] = new ScanFrame
        {
            Kind = kind,
            IsExplicit = isExplicit,
            IsBigEndian = isBigEndian,
            IsUndefined = isUndefined,
            Tag = tag,
            End = end,
        };
    }

    /// <summary>Leaves every level whose length ends here.</summary>
    private void CloseEnded()
    {
        while (_depth > 0 && !_frames[_depth].IsUndefined && _frames[_depth].End == _position) Pop();
        if (_depth == 0) EndEntry();
    }

    private void Pop()
    {
        if (_frames[_depth].Kind == ScanFrameKind.Sequence) _sequenceDepth--;
        _depth--;
    }

    private void BeginEntry(DicomTag tag, DicomVR vr, byte headerLength, uint length)
    {
        _tag = tag;
        _tagPosition = _position;
        if (++_elementCount > _limits.MaximumElementCount)
            throw new DicomDataException($"More elements than {nameof(DicomReadLimits.MaximumElementCount)} = {_limits.MaximumElementCount}", tag, _position);
        if (_depth > 0) return;
        if (_entryCount >= _limits.MaximumTopLevelElementCount)
            throw new DicomDataException($"More elements than {nameof(DicomReadLimits.MaximumTopLevelElementCount)} = {_limits.MaximumTopLevelElementCount}", tag, _position);
        if (_entryCount == _entries.Length) Array.Resize(ref _entries, _entryCount * 2);
        _entries[_entryCount++] = new ElementEntry(tag, vr, _position, headerLength, length, 0);
    }

    private void EndEntry()
    {
        if (_entryCount > 0)
        {
            ref ElementEntry entry = ref _entries[_entryCount - 1];
            if (entry.TotalLength == 0) entry = entry with { TotalLength = _position - entry.Offset };
        }
        if (Stage == ScanStage.Bulk && _position > HeaderLength)
        {
            Stage = ScanStage.Trailer;
            _stageEnd = _position + _limits.MaximumTrailerBytes;
        }
    }

    /// <summary>The element that an item or delimiter belongs to, as far as there is one.</summary>
    private DicomTag HolderOr(DicomTag delimiter) => _depth > 0 ? _frames[_depth].Tag : delimiter;

    private void CheckEnd(ref ScanFrame frame, DicomTag tag, long end)
    {
        if (end > frame.End)
            throw new DicomDataException($"An element ends {end - frame.End} bytes beyond the {Describe(frame.Kind)} that holds it", tag, _tagPosition);
        if (end > _stageEnd)
        {
            (string name, long limit) = Stage == ScanStage.Header
                ? (nameof(DicomReadLimits.MaximumHeaderBytes), _limits.MaximumHeaderBytes)
                : (nameof(DicomReadLimits.MaximumTrailerBytes), _limits.MaximumTrailerBytes);
            throw new DicomDataException($"An element exceeds {name} = {limit}", tag, _tagPosition);
        }
    }

    private DicomDataException EndsInHeader()
    {
        string problem = $"The data set ends {_carried} bytes into the header of an element";
        return _carried < 4
            ? new($"{problem} (at byte {_position} of the data set)")
            : new(problem, ReadTag(_carry, _frames[_depth].IsBigEndian), _position);
    }

    private DicomDataException NotAnItem(ref ScanFrame frame, DicomTag tag) =>
        new($"{Describe(frame.Kind)} holds the element {tag} where an item has to begin", frame.Tag, _position);

    private DicomDataException NoVR(DicomTag tag) =>
        new("The value representation is not two letters: the data set is damaged or not in the transfer syntax it claims", tag, _position);

    private static string Describe(ScanFrameKind kind) => kind switch
    {
        ScanFrameKind.Sequence => "sequence",
        ScanFrameKind.Fragments => "encapsulated value",
        _ => "item or data set",
    };
}
