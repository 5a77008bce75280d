using System.Collections;

namespace StoreScp.Dicom;

/// <summary>
/// A data set or an item of a sequence (PS3.5 §7): read lazily, edited in place. What is not edited is written back byte for byte,
/// in the order and with the lengths it came with.
/// </summary>
/// <remarks>
/// Values are slices of the memory it was made from, which must stay as it is meanwhile. Not thread-safe.
/// Of an element that occurs twice the last one counts; setting or removing it replaces or removes all.
/// </remarks>
public sealed partial class DicomDataset : IEnumerable<DicomElement>
{
    private ReadOnlyMemory<byte> _source;
    private long _origin;
    private ElementSlot[] _slots = [];
    private int _count;
    private bool _isSorted = true;
    private bool _isLoaded = true;
    private bool _isEdited;
    private readonly bool _isMade;
    private Dictionary<ushort, long>? _removedBytes;

    /// <summary>
    /// An empty data set, in explicit VR little endian unless said otherwise; an item takes on the encoding of its sequence. Its text is
    /// in UTF-8, which it declares when it needs to, until it is told another character set or becomes an item.
    /// </summary>
    public DicomDataset(DicomTransferSyntax? syntax = null)
    {
        IsExplicitVR = syntax?.IsExplicitVR ?? true;
        IsBigEndian = syntax is { IsLittleEndian: false };
        _isMade = true;
    }

    private DicomDataset(bool isExplicitVR, bool isBigEndian, bool isMade = false)
    {
        IsExplicitVR = isExplicitVR;
        IsBigEndian = isBigEndian;
        _isMade = isMade;
    }

    /// <summary>Whether the elements state their VR.</summary>
    public bool IsExplicitVR { get; private set; }

    public bool IsBigEndian { get; private set; }

    /// <summary>The sequence this is an item of.</summary>
    public DicomSequence? Parent { get; internal set; }

    /// <summary>Elements, without those in sequences; of repeated ones each counts.</summary>
    public int Count
    {
        get
        {
            Load();
            int count = 0;
            foreach (ref readonly ElementSlot slot in _slots.AsSpan(0, _count))
                if (slot.Tag.Group != 0xFFFE) count++;
            return count;
        }
    }

    /// <summary>Whether anything in it, at any depth, differs from what was read.</summary>
    public bool IsModified
    {
        get
        {
            if (_isEdited) return true;
            foreach (ref readonly ElementSlot slot in _slots.AsSpan(0, _count))
                if (slot.Content is DicomSequence { IsModified: true }) return true;
            return false;
        }
    }

    /// <summary>Makes a data set of what <see cref="DataSetScanner"/> found. Nothing is copied but the index.</summary>
    /// <param name="bytes">The header, the trailer, or a whole data set.</param>
    /// <param name="elements">The scanner's index; elements that do not lie wholly in <paramref name="bytes"/> are left out.</param>
    /// <param name="syntax">The transfer syntax that was scanned.</param>
    /// <param name="origin">Offset in the data set at which <paramref name="bytes"/> begins: 0 for the header.</param>
    public static DicomDataset FromScan(
        ReadOnlyMemory<byte> bytes, ReadOnlySpan<ElementEntry> elements, DicomTransferSyntax syntax, long origin = 0)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        var dataSet = new DicomDataset(syntax.IsExplicitVR, !syntax.IsLittleEndian);
        dataSet.Fill(bytes, elements, origin);
        return dataSet;
    }

    /// <summary>Reads a whole data set that lies in memory.</summary>
    /// <exception cref="DicomDataException">It is malformed or exceeds a limit.</exception>
    public static DicomDataset Parse(ReadOnlyMemory<byte> bytes, DicomTransferSyntax syntax, DicomReadLimits? limits = null)
    {
        var scanner = new DataSetScanner(limits ?? DicomReadLimits.Default);
        scanner.Reset(syntax);
        int taken = scanner.Scan(bytes.Span);
        if (taken < bytes.Length) scanner.Scan(bytes.Span[taken..]);
        scanner.Complete();
        return FromScan(bytes, scanner.Elements, syntax);
    }

    public bool Contains(DicomTag tag) => Find(tag) >= 0;

    /// <summary>Whether it has any element of a group, outside sequences.</summary>
    public bool ContainsGroup(ushort group)
    {
        Load();
        foreach (ref readonly ElementSlot slot in _slots.AsSpan(0, _count))
            if (slot.Tag.Group == group) return true;
        return false;
    }

    /// <summary>The VR to read the element by, or None when it is absent. See <see cref="DicomElement.VR"/>.</summary>
    public DicomVR GetVR(DicomTag tag)
    {
        int index = Find(tag);
        return index < 0 ? DicomVR.None : VROf(in _slots[index]);
    }

    /// <summary>The encoded bytes of the value, not a copy; empty when it is absent or empty.</summary>
    public ReadOnlyMemory<byte> GetBytes(DicomTag tag)
    {
        int index = Find(tag);
        return index < 0 ? default : BytesOf(in _slots[index]);
    }

    /// <summary>The tags in their order, each once; no sequence is opened for it.</summary>
    /// <exception cref="DicomDataException">This is an item within UN, read only now, and malformed.</exception>
    public DicomTag[] ToTagArray()
    {
        Load();
        var tags = new DicomTag[_count];
        int count = 0;
        foreach (ref readonly ElementSlot slot in _slots.AsSpan(0, _count))
            if (slot.Tag.Group != 0xFFFE) tags[count++] = slot.Tag;
        if (count < tags.Length) Array.Resize(ref tags, count);
        return _isSorted ? tags : [.. tags.Distinct().Order()];
    }

    /// <summary>Enumerates the elements in the order of their tags. They may be edited meanwhile.</summary>
    /// <exception cref="DicomDataException">A sequence within UN, whose items are read only now, is malformed.</exception>
    public IEnumerator<DicomElement> GetEnumerator()
    {
        Load();
        DicomTag[] tags = [.. TagsInOrder()];
        foreach (DicomTag tag in tags)
        {
            int index = Find(tag);
            if (index < 0) continue;
            DicomSequence? items = GetSequence(tag);
            yield return new DicomElement(tag, VROf(in _slots[index]), BytesOf(in _slots[index]), items);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<DicomTag> TagsInOrder()
    {
        IEnumerable<DicomTag> tags = _slots.Take(_count).Select(slot => slot.Tag).Where(tag => tag.Group != 0xFFFE);
        return _isSorted ? tags : tags.Distinct().Order();
    }

    private void Fill(ReadOnlyMemory<byte> bytes, ReadOnlySpan<ElementEntry> elements, long origin)
    {
        _source = bytes;
        _origin = origin;
        _slots = new ElementSlot[elements.Length];
        _count = 0;
        DicomTag last = default;
        foreach (ref readonly ElementEntry entry in elements)
        {
            bool isWhole = entry.TotalLength > 0 && entry.Offset >= origin && entry.Offset + entry.TotalLength <= origin + bytes.Length;
            if (!isWhole) continue;
            if (_count > 0 && entry.Tag <= last) _isSorted = false;
            last = entry.Tag;
            _slots[_count++] = new ElementSlot(entry, null);
        }
    }

    private int Find(DicomTag tag)
    {
        Load();
        if (!_isSorted)
        {
            for (int i = _count - 1; i >= 0; i--)
                if (_slots[i].Tag == tag) return i;
            return -1;
        }
        int low = 0;
        int high = _count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            DicomTag other = _slots[middle].Tag;
            if (other == tag) return middle;
            if (other < tag) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    /// <summary>Puts an element in its place: over the one of its tag, or before the first with a greater tag.</summary>
    private void Put(DicomTag tag, DicomVR vr, object content)
    {
        int index = Find(tag);
        _isEdited = true;
        if (index >= 0)
        {
            while (!_isSorted && FindBefore(tag, index) is int earlier and >= 0)
            {
                NoteRemoved(in _slots[earlier]);
                Array.Copy(_slots, earlier + 1, _slots, earlier, --_count - earlier);
                _slots[_count] = default;
                index--;
            }
            if (!ReferenceEquals(_slots[index].Content, content)) Release(_slots[index].Content);
            _slots[index] = new ElementSlot(_slots[index].Entry with { VR = vr }, content);
            return;
        }
        int place = 0;
        while (place < _count && (_slots[place].Tag < tag || _slots[place].Tag.Group == 0xFFFE)) place++;
        if (_count == _slots.Length) Array.Resize(ref _slots, Math.Max(8, _count + (_count >> 2)));
        Array.Copy(_slots, place, _slots, place + 1, _count - place);
        _slots[place] = new ElementSlot(new ElementEntry(tag, vr, 0, 0, 0, 0), content);
        _count++;
        // Behind a stray delimiter, whose tag is greater than any.
        if (place > 0 && _slots[place - 1].Tag > tag) _isSorted = false;
    }

    private int FindBefore(DicomTag tag, int end)
    {
        for (int i = end - 1; i >= 0; i--)
            if (_slots[i].Tag == tag) return i;
        return -1;
    }

    private static void Release(object? content)
    {
        if (content is not DicomSequence sequence) return;
        foreach (DicomDataset item in sequence) item.KeepCharacterSet();
        sequence.Owner = null;
    }

    private ReadOnlyMemory<byte> RawOf(in ElementSlot slot) =>
        _source.Slice((int)(slot.Entry.Offset - _origin), (int)slot.Entry.TotalLength);

    private ReadOnlyMemory<byte> BytesOf(in ElementSlot slot) => slot.Content switch
    {
        SetValue value => value.Bytes,
        DicomSequence { IsModified: true } sequence => sequence.Encode(),
        _ => slot.HasSource ? RawOf(in slot)[slot.Entry.HeaderLength..] : default,
    };
}
