using System.Text.Json.Serialization;

namespace StoreScp.HealthImaging;

/// <summary>A value to search for (HealthImaging API SearchImageSets): exactly one member is set.</summary>
public sealed record SearchByAttributeValue
{
    [JsonPropertyName("DICOMPatientId")]
    public string? DICOMPatientId { get; init; }

    [JsonPropertyName("DICOMAccessionNumber")]
    public string? DICOMAccessionNumber { get; init; }

    [JsonPropertyName("DICOMStudyId")]
    public string? DICOMStudyId { get; init; }

    [JsonPropertyName("DICOMStudyInstanceUID")]
    public string? DICOMStudyInstanceUID { get; init; }

    [JsonPropertyName("DICOMSeriesInstanceUID")]
    public string? DICOMSeriesInstanceUID { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public bool? IsPrimary { get; init; }

    /// <summary>UIDs only: what a record prints by itself would carry patient data into a log.</summary>
    public override string ToString() => $"SearchByAttributeValue {{ {DICOMStudyInstanceUID} {DICOMSeriesInstanceUID} }}";
}
