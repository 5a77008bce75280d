namespace StoreScp.Dicom;

/// <summary>One element as <see cref="DicomDataset"/> enumerates it (PS3.5 §7.1).</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="VR">How its value is to be read: as stated, or from the dictionary where the data set states none or UN.</param>
/// <param name="Value">Its bytes as encoded, items and fragments included; a slice of what was read, not a copy.</param>
/// <param name="Items">The items of a sequence, else null.</param>
public readonly record struct DicomElement(DicomTag Tag, DicomVR VR, ReadOnlyMemory<byte> Value, DicomSequence? Items)
{
    /// <summary>Tag, VR and keyword; never the value.</summary>
    public override string ToString() => $"{Tag} {VR} {DicomDictionary.KeywordOf(Tag)}";
}
