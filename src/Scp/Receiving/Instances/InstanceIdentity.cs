using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Headers;

namespace StoreScp.Receiving.Instances;

/// <summary>Who an instance says it is, checked: the command and the data set agree, and every UID is usable.</summary>
internal sealed record InstanceIdentity(
    string SOPClassUID, string SOPInstanceUID, string StudyInstanceUID, string SeriesInstanceUID, string? AccessionNumber)
{
    /// <exception cref="StoreFailureException">A900H when command and data set differ, C000H for a UID that is missing or unusable.</exception>
    public static InstanceIdentity Check(CStoreRQ request, in HeaderFields header) => new(
        Same(request.AffectedSOPClassUID, header.SOPClassUID, DicomTag.SOPClassUID),
        Same(request.AffectedSOPInstanceUID, header.SOPInstanceUID, DicomTag.SOPInstanceUID),
        Usable(header.StudyInstanceUID, DicomTag.StudyInstanceUID),
        Usable(header.SeriesInstanceUID, DicomTag.SeriesInstanceUID),
        header.AccessionNumber);

    private static string Same(string inCommand, string? inDataSet, DicomTag tag)
    {
        var uid = Usable(inDataSet, tag);
        if (uid != inCommand)
        {
            throw new StoreFailureException(
                DimseStatus.DataSetDoesNotMatchSOPClass, $"{DicomDictionary.KeywordOf(tag)} of command and data set differ");
        }
        return uid;
    }

    private static string Usable(string? uid, DicomTag tag)
    {
        if (uid is null)
            throw new StoreFailureException(DimseStatus.CannotUnderstand, $"{DicomDictionary.KeywordOf(tag)} is missing");
        if (!UIDRules.IsUsable(uid))
            throw new StoreFailureException(DimseStatus.CannotUnderstand, $"{DicomDictionary.KeywordOf(tag)} is not a UID (PS3.5 9.1)");
        return uid;
    }
}
