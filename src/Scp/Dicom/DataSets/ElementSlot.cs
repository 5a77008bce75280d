namespace StoreScp.Dicom;

/// <summary>One element of a <see cref="DicomDataset"/>: where it was read from, and what has become of it since.</summary>
/// <param name="Entry">Where it lies in the source; a total length of 0 says nowhere.</param>
/// <param name="Content">Null: as in the source. Else a <see cref="SetValue"/> or an opened <see cref="DicomSequence"/>.</param>
internal record struct ElementSlot(ElementEntry Entry, object? Content)
{
    public readonly DicomTag Tag => Entry.Tag;
    public readonly bool HasSource => Entry.TotalLength > 0;
}
