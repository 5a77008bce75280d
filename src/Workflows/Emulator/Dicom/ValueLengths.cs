using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>The longest values that an import takes, in characters (AWS HealthImaging Developer Guide, "DICOM element constraints").</summary>
internal static class ValueLengths
{
    private const int MaximumCount = 1_000_000;

    private static readonly (DicomTag Tag, int Maximum)[] Limits =
    [
        (DicomTag.PatientName, 256),
        (DicomTag.PatientID, 256),
        (DicomTag.PatientBirthDate, 18),
        (DicomTag.PatientSex, 16),
        (DicomTag.StudyInstanceUID, 256),
        (DicomTag.StudyID, 256),
        (DicomTag.StudyDescription, 256),
        (DicomTag.AccessionNumber, 256),
        (DicomTag.StudyDate, 18),
        (DicomTag.StudyTime, 28),
        (DicomTag.SOPInstanceUID, 256),
        (DicomTag.SeriesInstanceUID, 256),
    ];

    /// <exception cref="ImportRejection">A value is longer, or a count greater.</exception>
    public static void Check(DicomDataset header)
    {
        foreach ((DicomTag tag, int maximum) in Limits)
        {
            int length = string.Join('\\', header.GetStrings(tag)).Length;
            if (length > maximum) throw new ImportRejection($"DICOM attribute {DicomDictionary.KeywordOf(tag)} is longer than {maximum} characters");
        }
        foreach (DicomTag tag in new[] { DicomTag.NumberOfStudyRelatedSeries, DicomTag.NumberOfStudyRelatedInstances })
        {
            if (header.GetInt64(tag) > MaximumCount)
                throw new ImportRejection($"DICOM attribute {DicomDictionary.KeywordOf(tag)} is greater than {MaximumCount}");
        }
    }
}
