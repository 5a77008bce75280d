using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>Says in the instance how it was de-identified (PS3.15 §E.1.1; codes of PS3.16 CID 7050).</summary>
internal sealed class MethodRecord
{
    private const string Profile = "PS3.15 2025e Basic Application Level Confidentiality Profile";

    private static readonly (ProfileOption? Option, string Code, string Meaning)[] Codes =
    [
        (null, "113100", "Basic Application Confidentiality Profile"),
        (ProfileOption.CleanPixelData, "113101", "Clean Pixel Data Option"),
        (ProfileOption.CleanGraphics, "113103", "Clean Graphics Option"),
        (ProfileOption.CleanStructuredContent, "113104", "Clean Structured Content Option"),
        (ProfileOption.CleanDescriptors, "113105", "Clean Descriptors Option"),
        (ProfileOption.RetainLongitudinalFullDates, "113106", "Retain Longitudinal Temporal Information Full Dates Option"),
        (ProfileOption.RetainLongitudinalModifiedDates, "113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
        (ProfileOption.RetainPatientCharacteristics, "113108", "Retain Patient Characteristics Option"),
        (ProfileOption.RetainDeviceIdentity, "113109", "Retain Device Identity Option"),
        (ProfileOption.RetainUIDs, "113110", "Retain UIDs Option"),
        (ProfileOption.RetainSafePrivate, "113111", "Retain Safe Private Option"),
        (ProfileOption.RetainInstitutionIdentity, "113112", "Retain Institution Identity Option"),
    ];

    private readonly (string Code, string Meaning)[] _chosen;
    private readonly string _longitudinal;

    public MethodRecord(DeidentificationPlan plan)
    {
        _chosen = [.. Codes.Where(row => row.Option is not { } option || plan.Has(option)).Select(row => (row.Code, row.Meaning))];
        _longitudinal = plan.Has(ProfileOption.RetainLongitudinalFullDates) ? "UNMODIFIED"
            : plan.Has(ProfileOption.RetainLongitudinalModifiedDates) ? "MODIFIED"
            : "REMOVED";
    }

    /// <summary>Replaces what an earlier de-identification wrote: this one has been applied to its result as to any other.</summary>
    public void Write(DicomDataset header)
    {
        header.Set(DicomTag.PatientIdentityRemoved, "YES");
        header.Set(DicomTag.DeidentificationMethod, Profile);
        header.Set(DicomTag.LongitudinalTemporalInformationModified, _longitudinal);
        var items = new DicomDataset[_chosen.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = new DicomDataset();
            items[i].Set(DicomTag.CodeValue, _chosen[i].Code);
            items[i].Set(DicomTag.CodingSchemeDesignator, "DCM");
            items[i].Set(DicomTag.CodeMeaning, _chosen[i].Meaning);
        }
        header.Remove(DicomTag.DeidentificationMethodCodeSequence);
        header.Set(DicomTag.DeidentificationMethodCodeSequence, items);
    }
}
