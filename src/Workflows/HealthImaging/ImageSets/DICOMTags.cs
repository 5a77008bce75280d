namespace StoreScp.HealthImaging;

/// <summary>The elements that HealthImaging API SearchImageSets gives of an image set. They identify a patient: never to be logged.</summary>
public sealed record DICOMTags
{
    public string? DICOMPatientId { get; init; }

    public string? DICOMPatientName { get; init; }

    public string? DICOMPatientBirthDate { get; init; }

    public string? DICOMPatientSex { get; init; }

    public string? DICOMStudyInstanceUID { get; init; }

    public string? DICOMStudyId { get; init; }

    public string? DICOMStudyDescription { get; init; }

    public int? DICOMNumberOfStudyRelatedSeries { get; init; }

    public int? DICOMNumberOfStudyRelatedInstances { get; init; }

    public string? DICOMAccessionNumber { get; init; }

    public string? DICOMSeriesInstanceUID { get; init; }

    public string? DICOMSeriesModality { get; init; }

    public string? DICOMSeriesBodyPart { get; init; }

    public int? DICOMSeriesNumber { get; init; }

    public string? DICOMStudyDate { get; init; }

    public string? DICOMStudyTime { get; init; }

    /// <summary>UIDs only: what a record prints by itself would carry patient data into a log.</summary>
    public override string ToString() => $"DICOMTags {{ {DICOMStudyInstanceUID} {DICOMSeriesInstanceUID} }}";
}
