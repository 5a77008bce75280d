namespace StoreScp.Dicom;

/// <summary>What the maximum length of a value representation counts (PS3.5 Table 6.2-1).</summary>
public enum DicomVRUnit
{
    Bytes,
    Characters,
}
