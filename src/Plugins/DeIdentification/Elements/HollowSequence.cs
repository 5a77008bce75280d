using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>Action D on a sequence: one item with the elements of the first, each with a dummy value, so that it is as complete as it was.</summary>
internal static class HollowSequence
{
    public static void Make(DicomDataset dataSet, DicomTag tag, InstanceState state)
    {
        var item = new DicomDataset();
        try
        {
            DicomSequence? original = dataSet.GetSequence(tag);
            // Empty as received: its type allows that, and there is nothing to stand for.
            if (original is { Count: 0 }) return;
            if (original is [var first, ..]) Fill(item, first, state, depth: 0);
        }
        catch (DicomDataException)
        {
            // An item without elements is a dummy too.
            item = new DicomDataset();
        }
        dataSet.Remove(tag);
        dataSet.Set(tag, item);
    }

    private static void Fill(DicomDataset made, DicomDataset original, InstanceState state, int depth)
    {
        foreach (DicomTag tag in original.ToTagArray())
        {
            DicomVR vr = DicomDictionary.VROf(tag);
            if (tag.IsPrivate || tag.IsGroupLength || vr is DicomVR.UN or DicomVR.None) continue;
            if (vr == DicomVR.SQ)
            {
                if (depth >= ElementContext.MaximumDepth || original.GetSequence(tag) is not [var first, ..]) continue;
                var inner = new DicomDataset();
                Fill(inner, first, state, depth + 1);
                made.Set(tag, inner);
            }
            else if (vr == DicomVR.UI)
            {
                if (original.GetVR(tag) == vr) state.ReplaceUIDs(made, tag, original.GetBytes(tag).Span);
            }
            else if (vr == DicomVR.CS && IsEnumerated(tag) && original.GetVR(tag) == vr)
            {
                made.SetBytes(tag, vr, original.GetBytes(tag));
            }
            else if (vr.FixedValueBytes() > 0 && original.GetVR(tag) == vr)
            {
                // As many numbers as there were: some elements want pairs.
                made.SetBytes(tag, vr, new byte[original.GetBytes(tag).Length]);
            }
            else
            {
                made.SetBytes(tag, vr, DummyValues.Of(vr));
            }
        }
    }

    /// <summary>Terms that say what kind of item it is, and how it hangs on the one above.</summary>
    private static bool IsEnumerated(DicomTag tag) =>
        tag == DicomTag.ValueType || tag == DicomTag.RelationshipType || tag == DicomTag.ContinuityOfContent;
}
