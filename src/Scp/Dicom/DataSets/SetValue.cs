namespace StoreScp.Dicom;

/// <summary>A value in the byte order of its data set that replaces what was read.</summary>
/// <param name="Bytes">The value, padded to even length.</param>
/// <param name="IsEncapsulated">Fragments and their delimiter, after an undefined length.</param>
internal sealed record SetValue(ReadOnlyMemory<byte> Bytes, bool IsEncapsulated);
