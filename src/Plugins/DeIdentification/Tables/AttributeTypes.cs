using System.Collections.Frozen;
using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Tables;

/// <summary>
/// Which of an action's alternatives an IOD needs. For the image IODs listed here, the attributes with a combined action are of Type 3
/// (or not in the IOD) but for the exceptions below (PS3.3 Annex A and §C.7–C.8); of any other IOD nothing is known, and the alternative
/// that every type allows is taken: a dummy value, or zero length where there is no D.
/// </summary>
internal static class AttributeTypes
{
    private static readonly FrozenSet<string> Images = new[]
    {
        DicomUIDs.CTImageStorage, DicomUIDs.MRImageStorage, DicomUIDs.ComputedRadiographyImageStorage, DicomUIDs.UltrasoundImageStorage,
        DicomUIDs.UltrasoundMultiFrameImageStorage, DicomUIDs.SecondaryCaptureImageStorage, DicomUIDs.NuclearMedicineImageStorage,
        DicomUIDs.PositronEmissionTomographyImageStorage, DicomUIDs.XRayAngiographicImageStorage,
        DicomUIDs.XRayRadiofluoroscopicImageStorage, DicomUIDs.DigitalXRayImageStorageForPresentation,
        DicomUIDs.DigitalXRayImageStorageForProcessing, DicomUIDs.DigitalMammographyXRayImageStorageForPresentation,
        DicomUIDs.DigitalMammographyXRayImageStorageForProcessing,
    }.ToFrozenSet();

    /// <summary>Type 2 or 2C in one of the modules of these IODs: General Image, Contrast/Bolus, Patient, Acquisition Context.</summary>
    private static readonly FrozenSet<uint> Type2 = new[]
    {
        DicomTag.ContentDate, DicomTag.ContentTime, DicomTag.ContrastBolusAgent, DicomTag.PatientSexNeutered, DicomTag.PatientID,
        DicomTag.ContentCreatorName, DicomTag.AcquisitionContextSequence,
    }.Select(tag => tag.Value).ToFrozenSet();

    /// <summary>PET Series and PET Image modules (PS3.3 §C.8.9.1, §C.8.9.4): type by tag.</summary>
    private static readonly FrozenDictionary<uint, int> PositronEmission = new Dictionary<uint, int>
    {
        [DicomTag.SeriesDate.Value] = 1,
        [DicomTag.SeriesTime.Value] = 1,
        [DicomTag.AcquisitionDate.Value] = 2,
        [DicomTag.AcquisitionTime.Value] = 2,
    }.ToFrozenDictionary();

    /// <summary>Makes one of X, Z, D and U of a combined action.</summary>
    /// <param name="sopClass">The instance's SOP class; null: not known.</param>
    /// <param name="tag">Of the attribute, at the top level of the data set.</param>
    /// <param name="isTopLevel">Attributes of items are in macros whose types are not kept here.</param>
    public static TableAction Resolve(TableAction action, string? sopClass, DicomTag tag, bool isTopLevel)
    {
        if (action <= TableAction.U) return action;
        int type = isTopLevel && sopClass is not null ? TypeOf(sopClass, tag) : 0;
        return (action, type) switch
        {
            (TableAction.ZD, 2 or 3) => TableAction.Z,
            (TableAction.ZD, _) => TableAction.D,
            (_, 3) => TableAction.X,
            (TableAction.XZ, _) or (TableAction.XZD, 2) => TableAction.Z,
            (TableAction.XZU, _) => TableAction.XZU,
            _ => TableAction.D,
        };
    }

    private static int TypeOf(string sopClass, DicomTag tag)
    {
        if (!Images.Contains(sopClass)) return 0;
        if (sopClass == DicomUIDs.PositronEmissionTomographyImageStorage && PositronEmission.TryGetValue(tag.Value, out int type)) return type;
        return Type2.Contains(tag.Value) ? 2 : 3;
    }
}
