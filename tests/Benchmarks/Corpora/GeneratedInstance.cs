namespace StoreScp.Benchmarks.Corpora;

/// <summary>One generated data set (Explicit VR Little Endian) that every instance of a scenario is made of; only its UIDs differ.</summary>
/// <param name="DataSet">The encoded data set, pixel data included.</param>
/// <param name="SOPInstanceUIDOffset">Where the 44 characters of SOP Instance UID begin in the data set; likewise the others.</param>
public sealed record GeneratedInstance(
    string Name,
    string SOPClassUID,
    byte[] DataSet,
    int SOPInstanceUIDOffset,
    int StudyInstanceUIDOffset,
    int SeriesInstanceUIDOffset)
{
    public const string TransferSyntaxUID = "1.2.840.10008.1.2.1";
}
