namespace StoreScp.Dicom;

// Comparing with another state of the same data set, or with another data set.
public sealed partial class DicomDataset
{
    /// <summary>The elements whose VR or encoded value differ, by tag; sequences as wholes.</summary>
    internal List<(DicomTag Tag, ElementChange Change)> ChangesTo(DicomDataset after)
    {
        Load();
        after.Load();
        var changes = new List<(DicomTag, ElementChange)>();
        bool isSameSource = _source.Equals(after._source) && _origin == after._origin && IsExplicitVR == after.IsExplicitVR;
        if (isSameSource && _isSorted && after._isSorted) Merge(after, changes);
        else Search(after, changes);
        return changes;
    }

    /// <summary>Both indexes are in order and of the same bytes: one pass, and no value is looked at unless it was edited.</summary>
    private void Merge(DicomDataset after, List<(DicomTag, ElementChange)> changes)
    {
        int i = 0;
        int j = 0;
        while (i < _count || j < after._count)
        {
            if (j == after._count || (i < _count && _slots[i].Tag < after._slots[j].Tag))
            {
                changes.Add((_slots[i++].Tag, ElementChange.Removed));
            }
            else if (i == _count || after._slots[j].Tag < _slots[i].Tag)
            {
                changes.Add((after._slots[j++].Tag, ElementChange.Added));
            }
            else
            {
                ref readonly ElementSlot slot = ref _slots[i++];
                ref readonly ElementSlot other = ref after._slots[j++];
                if (!IsAsRead(in slot, in other) && !IsEqual(in slot, after, in other)) changes.Add((slot.Tag, ElementChange.Replaced));
            }
        }
    }

    private void Search(DicomDataset after, List<(DicomTag, ElementChange)> changes)
    {
        foreach (DicomTag tag in TagsInOrder().Union(after.TagsInOrder()).Order().ToArray())
        {
            int i = Find(tag);
            int j = after.Find(tag);
            if (j < 0) changes.Add((tag, ElementChange.Removed));
            else if (i < 0) changes.Add((tag, ElementChange.Added));
            else if (!IsEqual(in _slots[i], after, in after._slots[j])) changes.Add((tag, ElementChange.Replaced));
        }
    }

    private static bool IsAsRead(in ElementSlot before, in ElementSlot after) =>
        before.Entry == after.Entry && IsUntouched(before.Content, before.HasSource) && IsUntouched(after.Content, after.HasSource);

    private static bool IsUntouched(object? content, bool hasSource) =>
        content is null || (hasSource && content is DicomSequence { IsModified: false });

    private bool IsEqual(in ElementSlot slot, DicomDataset after, in ElementSlot other) =>
        VROf(in slot) == after.VROf(in other) && BytesOf(in slot).Span.SequenceEqual(after.BytesOf(in other).Span);
}
