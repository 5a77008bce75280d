using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Tests.Handler;

/// <summary>Instances as the host hands them to a handler that needs the header only.</summary>
internal static class TestInstance
{
    public const int Rows = 6;
    public const int Columns = 4;

    public static DicomDataset Header(string modality = "CT", string sopClass = DicomUIDs.CTImageStorage)
    {
        var header = new DicomDataset();
        header.Set(DicomTag.SOPClassUID, sopClass).Set(DicomTag.SOPInstanceUID, "1.2.3.4").Set(DicomTag.Modality, modality);
        header.Set(DicomTag.Manufacturer, "ACME").Set(DicomTag.ManufacturerModelName, "Scanner 1").Set(DicomTag.AccessionNumber, "ACC0001");
        header.Set(DicomTag.PatientName, "NOBODY^SYNTHETIC").Set(DicomTag.PatientID, "SYN0001").Set(DicomTag.StudyInstanceUID, "1.2.3");
        header.Set<ushort>(DicomTag.SamplesPerPixel, 1).Set(DicomTag.PhotometricInterpretation, "MONOCHROME2");
        header.Set<ushort>(DicomTag.Rows, Rows).Set<ushort>(DicomTag.Columns, Columns).Set<ushort>(DicomTag.BitsAllocated, 8);
        return header;
    }

    public static ReceivedInstance Of(DicomDataset header, long? length = Rows * Columns, DicomTag? tag = null) => new(
        new AssociationInfo { CallingAETitle = "CT1", CalledAETitle = "STORESCP" },
        DicomTransferSyntax.ExplicitVRLittleEndian, header, new InstanceBulk(tag ?? DicomTag.PixelData, DicomVR.OB, length, open: null));
}
