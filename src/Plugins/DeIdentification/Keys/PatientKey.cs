using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Keys;

/// <summary>What tells one patient from another, for what is the same in all of a patient's instances.</summary>
internal static class PatientKey
{
    /// <summary>
    /// Patient ID with Issuer of Patient ID; without a Patient ID the Study Instance UID, so that a study at least agrees with itself;
    /// without that the SOP Instance UID.
    /// </summary>
    public static string Of(DicomDataset header)
    {
        if (header.GetString(DicomTag.PatientID) is { Length: > 0 } id)
            return $"patient\n{id}\n{header.GetString(DicomTag.IssuerOfPatientID)}";
        return header.GetUID(DicomTag.StudyInstanceUID) is { Length: > 0 } study
            ? $"study\n{study}"
            : $"instance\n{header.GetUID(DicomTag.SOPInstanceUID)}";
    }
}
