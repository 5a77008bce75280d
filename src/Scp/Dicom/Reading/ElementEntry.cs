namespace StoreScp.Dicom;

/// <summary>Where one element of a data set lies, and how it is encoded (PS3.5 §7.1).</summary>
/// <param name="Tag">The element's tag; an item's (FFFE,E000) in an index of items.</param>
/// <param name="VR">As the data set states it, or as the dictionary has it for implicit VR; UN when the letters are no VR.</param>
/// <param name="Offset">Bytes from the start of the data set to the tag.</param>
/// <param name="HeaderLength">Bytes of tag, VR and length field: 8 or 12.</param>
/// <param name="ValueLength">The length field: <see cref="UndefinedLength"/> when a delimiter ends the value.</param>
/// <param name="TotalLength">Bytes from the tag to the end of the value and its delimiter; 0 until the scanner has seen it.</param>
public readonly record struct ElementEntry(
    DicomTag Tag, DicomVR VR, long Offset, byte HeaderLength, uint ValueLength, long TotalLength)
{
    public const uint UndefinedLength = 0xFFFFFFFF;

    public bool HasUndefinedLength => ValueLength == UndefinedLength;
}
