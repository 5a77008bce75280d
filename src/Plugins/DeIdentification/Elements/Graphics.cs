using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>Overlay planes and curves (PS3.15 §E.3.3): without the option they go; with it those stay that can hold no writing.</summary>
internal sealed class Graphics(DeidentificationPlan plan, InstanceState state)
{
    private const ushort FirstAudio = 0x2000;
    private const ushort LastAudio = 0x200E;

    public static bool IsOverlay(DicomTag tag) => (tag.Group & 0xFF01) == 0x6000;

    /// <summary>Whether an overlay plane stays: one that marks a region of interest; graphics may be writing, which nobody reads here.</summary>
    public bool KeepsOverlay(DicomDataset dataSet, ushort group) =>
        plan.Has(ProfileOption.CleanGraphics) && dataSet.GetString(new DicomTag(group, DicomTag.OverlayType.Element)) == "R";

    /// <returns>False: the element has to go.</returns>
    public bool Treat(DicomDataset dataSet, DicomTag tag, DicomVR vr)
    {
        bool isKept = IsOverlay(tag) ? KeepsOverlay(dataSet, tag.Group) : KeepsOfCurve(tag);
        if (isKept && vr.IsText()) state.Texts.Add(new(dataSet, tag, TableAction.X, IsCleaned: true));
        if (!isKept) state.Values.Add(dataSet, vr, dataSet.GetBytes(tag));
        return isKept;
    }

    /// <summary>Of a curve (retired) what PS3.6 knows and is neither sound nor a sequence.</summary>
    private static bool KeepsOfCurve(DicomTag tag) =>
        tag.Element is < FirstAudio or > LastAudio && DicomDictionary.VROf(tag) is not (DicomVR.UN or DicomVR.SQ);
}
