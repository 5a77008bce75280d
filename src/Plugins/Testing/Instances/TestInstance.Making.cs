using StoreScp.Dicom;

namespace StoreScp.Plugins.Testing;

// Instances to begin with.
public sealed partial class TestInstance
{
    /// <summary>A CT image of 512 × 512 pixels.</summary>
    public static TestInstance CT() => Create(DicomUIDs.CTImageStorage, "CT").WithPixels(512, 512);

    /// <summary>An MR image of 256 × 256 pixels.</summary>
    public static TestInstance MR() => Create(DicomUIDs.MRImageStorage, "MR").WithPixels(256, 256);

    /// <summary>An instance of any SOP class with patient, study and series, and no bulk.</summary>
    public static TestInstance Create(string sopClassUID, string modality) => new TestInstance()
        .With(header => header
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
            .Set(DicomTag.SOPClassUID, sopClassUID)
            .Set(DicomTag.StudyDate, "20240229")
            .Set(DicomTag.StudyTime, "101112")
            .Set(DicomTag.AccessionNumber, "ACC0001")
            .Set(DicomTag.Modality, modality)
            .Set(DicomTag.Manufacturer, "STORESCP TEST KIT")
            .Set(DicomTag.ReferringPhysicianName, "REFERRING^NOBODY")
            .Set(DicomTag.StudyDescription, "TEST STUDY")
            .Set(DicomTag.PatientName, "NOBODY^SYNTHETIC")
            .Set(DicomTag.PatientID, "SYN0001")
            .Set(DicomTag.PatientBirthDate, "19700101")
            .Set(DicomTag.PatientSex, "O")
            .Set(DicomTag.StudyID, "1"))
        .Numbered(1, 1, 1);
}
