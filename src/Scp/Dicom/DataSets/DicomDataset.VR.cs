namespace StoreScp.Dicom;

// Which VR a value is read by when the data set does not say, or says UN (docs/reading-policy.md).
public sealed partial class DicomDataset
{
    private DicomVR VROf(in ElementSlot slot)
    {
        DicomVR vr = slot.Entry.VR;
        if (slot.Content is DicomSequence) return DicomVR.SQ;
        if (vr == DicomVR.UN)
        {
            if (slot.Entry.HasUndefinedLength && slot.Content is null) return DicomVR.SQ;
            vr = DicomDictionary.VROf(slot.Tag);
            return vr is DicomVR.None ? DicomVR.UN : Resolve(slot.Tag, vr);
        }
        return IsExplicitVR ? vr : Resolve(slot.Tag, vr);
    }

    /// <summary>Signed or unsigned: Pixel Representation of this data set or of one around it decides (PS3.5 §A.1).</summary>
    private DicomVR Resolve(DicomTag tag, DicomVR vr)
    {
        if (vr is not (DicomVR.US or DicomVR.SS) || tag.IsPrivate || tag == DicomTag.PixelRepresentation) return vr;
        DictionaryEntry? entry = DicomDictionary.Find(tag);
        if (entry is null || !entry.AllVRs.Contains(DicomVR.SS) || !entry.AllVRs.Contains(DicomVR.US)) return vr;
        return IsSignedPixels() ? DicomVR.SS : DicomVR.US;
    }

    private bool IsSignedPixels()
    {
        for (DicomDataset? dataSet = this; dataSet is not null; dataSet = dataSet.Parent?.Owner)
            if (dataSet.GetInt32(DicomTag.PixelRepresentation) is int representation) return representation == 1;
        return false;
    }

    /// <summary>The VR to write an element with: the caller's, else the one it has, else the dictionary's.</summary>
    private DicomVR VRToWrite(DicomTag tag, DicomVR stated)
    {
        if (tag.Group is 0xFFFE or 0) throw new ArgumentException($"{tag} is no element of a data set.", nameof(tag));
        if (stated != DicomVR.None) return stated;
        int index = Find(tag);
        DicomVR vr = index >= 0 ? VROf(in _slots[index]) : Resolve(tag, DicomDictionary.VROf(tag));
        if (vr is DicomVR.UN or DicomVR.None)
            throw new ArgumentException($"The dictionary does not know {tag}: state its VR.", nameof(tag));
        return vr;
    }

    /// <summary>Values of VR UN are little endian in every transfer syntax (PS3.5 §6.2.2).</summary>
    private bool IsBigEndianValue(in ElementSlot slot) => IsBigEndian && slot.Entry.VR != DicomVR.UN;
}
