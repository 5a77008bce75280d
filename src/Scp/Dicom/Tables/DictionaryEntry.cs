namespace StoreScp.Dicom;

/// <summary>A data element as PS3.6 defines it. <see cref="VR"/> is the first of <see cref="AllVRs"/>.</summary>
public sealed record DictionaryEntry(DicomTag Tag, string Keyword, string Name, DicomVR VR, IReadOnlyList<DicomVR> AllVRs, string VM, bool IsRetired);
