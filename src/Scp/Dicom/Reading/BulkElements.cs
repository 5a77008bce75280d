namespace StoreScp.Dicom;

/// <summary>Which elements end the header of a data set.</summary>
public enum BulkElements
{
    /// <summary>Pixel Data (7FE0,0008/0009/0010), Encapsulated Document (0042,0011) and Waveform Sequence (5400,0100).</summary>
    All,

    /// <summary>As All, but waveforms belong to the header: for whoever edits what is described in their items.</summary>
    WithoutWaveforms,
}
