namespace StoreScp.Storage;

/// <summary>What names an instance in DICOM. A row has it twice: as received and as stored, after the handlers.</summary>
public sealed record InstanceIdentity
{
    public required string SOPClassUID { get; init; }
    public required string SOPInstanceUID { get; init; }
    public required string StudyInstanceUID { get; init; }
    public required string SeriesInstanceUID { get; init; }
    public string? AccessionNumber { get; init; }
    public required string TransferSyntaxUID { get; init; }
}
