namespace StoreScp.Dicom;

// Removing: what is taken out is remembered by group, so that group lengths stay right.
public sealed partial class DicomDataset
{
    /// <summary>Removes the element wherever it occurs in this data set, not in its sequences; false when it was absent.</summary>
    public bool Remove(DicomTag tag)
    {
        bool isFound = false;
        for (int index; (index = Find(tag)) >= 0; isFound = true)
        {
            ElementSlot slot = _slots[index];
            Release(slot.Content);
            NoteRemoved(in slot);
            Array.Copy(_slots, index + 1, _slots, index, --_count - index);
            _slots[_count] = default;
            _isEdited = true;
        }
        if (isFound && tag == DicomTag.SpecificCharacterSet) CharacterSetChanged();
        return isFound;
    }

    /// <summary>Removes every element whose tag matches, stray items and delimiters included, in one pass; of repeated elements all. Returns how many.</summary>
    public int RemoveAll(Func<DicomTag, bool> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        Load();
        int kept = 0;
        bool hasLostCharacterSet = false;
        for (int i = 0; i < _count; i++)
        {
            ElementSlot slot = _slots[i];
            if (!matches(slot.Tag))
            {
                _slots[kept++] = slot;
                continue;
            }
            Release(slot.Content);
            NoteRemoved(in slot);
            hasLostCharacterSet |= slot.Tag == DicomTag.SpecificCharacterSet;
        }
        int removed = _count - kept;
        Array.Clear(_slots, kept, removed);
        _count = kept;
        _isEdited |= removed > 0;
        if (hasLostCharacterSet) CharacterSetChanged();
        return removed;
    }

    /// <summary>Of elements that occur more than once leaves the last, the one that counts. Returns how many went.</summary>
    public int RemoveRepeats()
    {
        Load();
        if (_isSorted) return 0;
        var later = new HashSet<DicomTag>();
        var isRepeat = new bool[_count];
        for (int i = _count - 1; i >= 0; i--) isRepeat[i] = _slots[i].Tag.Group != 0xFFFE && !later.Add(_slots[i].Tag);
        int index = 0;
        return RemoveAll(_ => isRepeat[index++]);
    }

    private void NoteRemoved(in ElementSlot slot)
    {
        if (!slot.HasSource) return;
        _removedBytes ??= [];
        _removedBytes[slot.Tag.Group] = _removedBytes.GetValueOrDefault(slot.Tag.Group) + slot.Entry.TotalLength;
    }
}
