using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>The UIDs by which an instance, its series and its study are known: changed only by a rule that says so.</summary>
internal static class IdentifyingUIDs
{
    public static bool Contains(ElementPath path) => path.IsTopLevel && IsOne(path.Last.Tag);

    private static bool IsOne(DicomTag tag) =>
        tag == DicomTag.StudyInstanceUID || tag == DicomTag.SeriesInstanceUID || tag == DicomTag.SOPInstanceUID;
}
