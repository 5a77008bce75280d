namespace StoreScp.Dicom.Tests;

/// <summary>One element of a file of the corpus as StoreSCP reads it, named as the oracle names it.</summary>
internal sealed record ReadElement(string Path, DicomVR VR, ReadOnlyMemory<byte> Value, int? ItemCount);
