namespace StoreScp.Dicom;

/// <summary>Which part of a data set <see cref="DataSetScanner"/> is in.</summary>
public enum ScanStage
{
    /// <summary>Before the bulk element.</summary>
    Header,

    /// <summary>In Pixel Data, Float or Double Float Pixel Data, Waveform Sequence or Encapsulated Document.</summary>
    Bulk,

    /// <summary>After the bulk element.</summary>
    Trailer,
}
