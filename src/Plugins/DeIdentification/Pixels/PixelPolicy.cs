using System.Collections.Frozen;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Pixels;

/// <summary>Decides by the header whether the pixels may show text that identifies (PS3.15 §E.3.1). Nobody looks at the pixels themselves.</summary>
internal sealed class PixelPolicy(DeIdentificationSettings settings)
{
    private const ushort PixelGroup = 0x7FE0;

    private static readonly FrozenSet<string> SecondaryCaptures = new[]
    {
        DicomUIDs.SecondaryCaptureImageStorage, DicomUIDs.MultiFrameSingleBitSecondaryCaptureImageStorage,
        DicomUIDs.MultiFrameGrayscaleByteSecondaryCaptureImageStorage, DicomUIDs.MultiFrameGrayscaleWordSecondaryCaptureImageStorage,
        DicomUIDs.MultiFrameTrueColorSecondaryCaptureImageStorage,
    }.ToFrozenSet();

    private readonly FrozenSet<string> _suspects = settings.SuspectModalities.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <param name="header">As it was received.</param>
    /// <param name="bulk">Null: the instance has none.</param>
    public PixelDecision Decide(DicomDataset header, InstanceBulk? bulk)
    {
        if (bulk is not { Tag.Group: PixelGroup, IsRemoved: false }) return PixelDecision.Pass;
        if (settings.QuarantineRecognizableVisualFeatures && Says(header, DicomTag.RecognizableVisualFeatures, "YES"))
            return PixelDecision.Quarantine("Recognizable Visual Features (0028,0302) is YES");
        if (settings.PixelRules.FirstOrDefault(rule => rule.Matches(header)) is { } covering) return Apply(covering, header, bulk);
        if (Says(header, DicomTag.BurnedInAnnotation, "YES")) return PixelDecision.Quarantine("Burned In Annotation (0028,0301) is YES and no pixel rule covers the device");
        if (!settings.QuarantineSuspectPixels) return PixelDecision.Pass;
        if (HasOverlayInPixels(header)) return PixelDecision.Quarantine("An overlay lies in unused bits of the pixels (60xx,0102)");
        if (settings.TrustBurnedInAnnotationNo && Says(header, DicomTag.BurnedInAnnotation, "NO")) return PixelDecision.Pass;
        if (IsSecondaryCapture(header)) return PixelDecision.Quarantine("A secondary capture, and no pixel rule covers the device");
        return header.GetString(DicomTag.Modality) is { } modality && _suspects.Contains(modality)
            ? PixelDecision.Quarantine("Pixels of this modality commonly show text, and no pixel rule covers the device")
            : PixelDecision.Pass;
    }

    private PixelDecision Apply(PixelRule rule, DicomDataset header, InstanceBulk bulk)
    {
        if (rule.Regions.Count == 0) return PixelDecision.Cleared;
        if (!settings.Options.Contains(ProfileOption.CleanPixelData)) return PixelDecision.Quarantine("Pixels have to be blanked, and CleanPixelData is not chosen");
        if (bulk.IsEncapsulated) return PixelDecision.Quarantine("Regions of encapsulated pixels cannot be blanked");
        return PixelLayout.TryRead(header, bulk) is { } layout
            ? new(null, layout, rule.Regions, IsCleared: true)
            : PixelDecision.Quarantine("The layout of the pixels is not one in which regions can be blanked");
    }

    private static bool IsSecondaryCapture(DicomDataset header) =>
        (header.GetUID(DicomTag.SOPClassUID) is { } sopClass && SecondaryCaptures.Contains(sopClass))
        || header.Contains(DicomTag.SecondaryCaptureDeviceManufacturer)
        || header.GetStrings(DicomTag.ImageType).Contains("SCREEN SAVE", StringComparer.OrdinalIgnoreCase);

    /// <summary>Retired in 2004: an overlay whose bits are those above High Bit has a bit position, and no Overlay Data.</summary>
    private static bool HasOverlayInPixels(DicomDataset header)
    {
        for (ushort group = 0x6000; group <= 0x601E; group += 2)
        {
            int position = header.GetInt32(new DicomTag(group, DicomTag.OverlayBitPosition.Element)) ?? 0;
            if (position != 0 && !header.Contains(new DicomTag(group, DicomTag.OverlayData.Element))) return true;
        }
        return false;
    }

    private static bool Says(DicomDataset header, DicomTag tag, string value) =>
        string.Equals(header.GetString(tag), value, StringComparison.OrdinalIgnoreCase);
}
