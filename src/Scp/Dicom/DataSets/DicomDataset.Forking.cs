namespace StoreScp.Dicom;

// Forks: cheap copies to compare with, or to fall back on.
public sealed partial class DicomDataset
{
    /// <summary>
    /// A copy as this data set is now, which later edits of either do not reach. It shares the bytes that were read, and nothing else:
    /// the cost is that of the index and of what has been edited.
    /// </summary>
    public DicomDataset Fork()
    {
        var fork = ForkAlone();
        fork._characterSet = CharacterSet;
        return fork;
    }

    /// <summary>A data set of these elements alone, as they are here; those that are absent are left out. See <see cref="Fork"/>.</summary>
    public DicomDataset Extract(IEnumerable<DicomTag> tags)
    {
        var wanted = tags.ToHashSet();
        var extract = Fork();
        extract.Load();
        extract._slots = [.. extract._slots.Where(slot => wanted.Contains(slot.Tag))];
        extract._count = extract._slots.Length;
        extract._removedBytes = null;
        extract._isEdited = true;
        return extract;
    }

    /// <summary>As an item of a forked sequence.</summary>
    internal DicomDataset ForkInto(DicomSequence parent)
    {
        var fork = ForkAlone();
        fork.Parent = parent;
        return fork;
    }

    private DicomDataset ForkAlone()
    {
        var fork = new DicomDataset(IsExplicitVR, IsBigEndian, _isMade)
        {
            ItemBytes = ItemBytes,
            HasUndefinedItemLength = HasUndefinedItemLength,
            _source = _source,
            _origin = _origin,
            _isLoaded = _isLoaded,
            _isSorted = _isSorted,
            _isEdited = _isEdited,
            _slots = _slots.AsSpan(0, _count).ToArray(),
            _count = _count,
            _removedBytes = _removedBytes is null ? null : new Dictionary<ushort, long>(_removedBytes),
        };
        foreach (ref ElementSlot slot in fork._slots.AsSpan())
        {
            if (slot.Content is not DicomSequence sequence) continue;
            // An opened sequence that was only read is read again from the bytes when somebody asks for it.
            slot.Content = slot.HasSource && !sequence.IsModified ? null : sequence.Fork(fork);
        }
        return fork;
    }
}
