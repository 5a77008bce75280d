using System.Text.Json.Nodes;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>What SearchImageSets and QIDO-RS tell of an image set (HealthImaging API DICOMTags).</summary>
internal static class SearchTags
{
    public const string PatientId = "DICOMPatientId";
    public const string AccessionNumber = "DICOMAccessionNumber";
    public const string StudyId = "DICOMStudyId";
    public const string StudyInstanceUID = "DICOMStudyInstanceUID";
    public const string SeriesInstanceUID = "DICOMSeriesInstanceUID";
    public const string SeriesNumber = "DICOMSeriesNumber";
    public const string StudyDate = "DICOMStudyDate";
    public const string StudyTime = "DICOMStudyTime";

    /// <summary>Name in DICOMTags → element.</summary>
    public static IReadOnlyDictionary<string, DicomTag> Elements { get; } = new Dictionary<string, DicomTag>
    {
        [PatientId] = DicomTag.PatientID,
        ["DICOMPatientName"] = DicomTag.PatientName,
        ["DICOMPatientBirthDate"] = DicomTag.PatientBirthDate,
        ["DICOMPatientSex"] = DicomTag.PatientSex,
        [StudyInstanceUID] = DicomTag.StudyInstanceUID,
        [StudyId] = DicomTag.StudyID,
        ["DICOMStudyDescription"] = DicomTag.StudyDescription,
        [AccessionNumber] = DicomTag.AccessionNumber,
        [SeriesInstanceUID] = DicomTag.SeriesInstanceUID,
        ["DICOMSeriesModality"] = DicomTag.Modality,
        ["DICOMSeriesBodyPart"] = DicomTag.BodyPartExamined,
        [SeriesNumber] = DicomTag.SeriesNumber,
        [StudyDate] = DicomTag.StudyDate,
        [StudyTime] = DicomTag.StudyTime,
    };

    public static JsonObject Of(DicomDataset header)
    {
        var tags = new JsonObject();
        foreach ((string name, DicomTag tag) in Elements)
        {
            if (name == SeriesNumber && header.GetInt32(tag) is { } number) tags[name] = number;
            else if (name != SeriesNumber && header.GetString(tag) is { } value) tags[name] = value;
        }
        return tags;
    }
}
