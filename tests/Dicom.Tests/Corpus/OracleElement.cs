namespace StoreScp.Dicom.Tests;

/// <summary>One element that pydicom read in a file of the corpus.</summary>
internal sealed record OracleElement(string Path, string VR, string Length, string Note, string Md5);
