namespace StoreScp.Dicom;

// Sequences and items: opened when asked for (PS3.5 §7.5).
public sealed partial class DicomDataset
{
    /// <summary>What is scanned again lies in memory and has been counted: only its depth can still do harm.</summary>
    private static readonly DicomReadLimits RescanLimits = new() { MaximumElementCount = int.MaxValue, MaximumTopLevelElementCount = int.MaxValue };
    private static DataSetScanner? SpareScanner;

    /// <summary>The data set as item: its encoding in the sequence it came from.</summary>
    internal ReadOnlyMemory<byte> ItemBytes { get; private init; }

    internal bool HasUndefinedItemLength { get; private init; }

    /// <summary>The items of a sequence, to read and to edit; null when the element is absent or no sequence.</summary>
    /// <exception cref="DicomDataException">A sequence within UN, whose items are read only now, is malformed.</exception>
    public DicomSequence? GetSequence(DicomTag tag)
    {
        int index = Find(tag);
        if (index < 0) return null;
        ref ElementSlot slot = ref _slots[index];
        if (slot.Content is DicomSequence opened) return opened;
        if (slot.Content is not null || VROf(in slot) != DicomVR.SQ) return null;

        bool isUnknown = slot.Entry.VR == DicomVR.UN;
        bool isExplicit = IsExplicitVR && !isUnknown;
        bool isBigEndian = IsBigEndian && !isUnknown;
        ReadOnlyMemory<byte> value = RawOf(in slot)[slot.Entry.HeaderLength..];
        if (slot.Entry.HasUndefinedLength) value = value[..^8];
        var sequence = new DicomSequence(this, tag, isExplicit, isBigEndian, slot.Entry.HasUndefinedLength);
        sequence.Open(value);
        slot.Content = sequence;
        return sequence;
    }

    /// <summary>The items of a sequence, which is added, empty, when it is absent.</summary>
    public DicomSequence GetOrAddSequence(DicomTag tag)
    {
        if (GetSequence(tag) is { } present) return present;
        var sequence = new DicomSequence(this, tag, IsExplicitVR, IsBigEndian, hasUndefinedLength: false);
        Put(tag, DicomVR.SQ, sequence);
        return sequence;
    }

    /// <summary>Replaces or adds a sequence. The items become part of this data set.</summary>
    public DicomDataset Set(DicomTag tag, params IEnumerable<DicomDataset> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        DicomDataset[] all = [.. items];
        DicomSequence sequence = GetOrAddSequence(tag);
        sequence.Clear();
        foreach (DicomDataset item in all) sequence.Add(item);
        return this;
    }

    internal static DicomDataset FromItem(
        DicomSequence parent, ReadOnlyMemory<byte> item, ReadOnlyMemory<byte> content, bool hasUndefinedLength) => new(parent.IsExplicitVR, parent.IsBigEndian)
        {
            Parent = parent,
            ItemBytes = item,
            HasUndefinedItemLength = hasUndefinedLength,
            _source = content,
            _isLoaded = false,
        };

    internal static DataSetScanner RentScanner() =>
        Interlocked.Exchange(ref SpareScanner, null) ?? new DataSetScanner(RescanLimits);

    internal static void Return(DataSetScanner scanner) => SpareScanner = scanner;

    /// <summary>Indexes an item at its first use.</summary>
    private void Load()
    {
        if (_isLoaded) return;
        _isLoaded = true;
        DataSetScanner scanner = RentScanner();
        scanner.ResetToItem(IsExplicitVR, IsBigEndian, _source.Length);
        scanner.Scan(_source.Span);
        scanner.Complete();
        IsExplicitVR = scanner.IsExplicitVR;
        Fill(_source, scanner.Elements, 0);
        Return(scanner);
    }
}
