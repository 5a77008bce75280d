using System.Text.RegularExpressions;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>Reads the header of a file and decides whether the import takes it (AWS HealthImaging Developer Guide, "DICOM support").</summary>
internal static partial class InstanceReader
{
    /// <exception cref="ImportRejection">The file is not DICOM, lacks an element, or has a value that is too long.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ParsedInstance Read(string path, string blobId)
    {
        try
        {
            return ReadHeader(path, blobId);
        }
        catch (DicomDataException)
        {
            throw ImportRejection.NoDicom();
        }
    }

    private static ParsedInstance ReadHeader(string path, string blobId)
    {
        using DicomFile file = DicomFile.Open(path);
        DicomDataset header = file.Header;
        string transferSyntax = file.Meta?.TransferSyntaxUID ?? throw ImportRejection.Missing("TransferSyntaxUID");
        string sopClass = Require(header, DicomTag.SOPClassUID);
        string sopInstance = Require(header, DicomTag.SOPInstanceUID);
        string study = Require(header, DicomTag.StudyInstanceUID);
        string series = Require(header, DicomTag.SeriesInstanceUID);
        ValueLengths.Check(header);

        var warnings = new List<ImportWarning>();
        if (!new[] { sopInstance, study, series }.All(uid => UidPattern().IsMatch(uid))) warnings.Add(ImportWarning.InvalidUIDFormat);
        if (!TransferSyntaxes.IsSupported(transferSyntax)) warnings.Add(ImportWarning.UnsupportedTransferSyntax);
        else warnings.AddRange(PixelFrames.Find(path, file).Warnings);
        return new ParsedInstance
        {
            Stored = new(sopInstance, sopClass, transferSyntax, blobId),
            StudyInstanceUID = study,
            SeriesInstanceUID = series,
            StudyFingerprint = Fingerprint.Of(header, MetadataLevel.Patient, MetadataLevel.Study),
            SeriesFingerprint = Fingerprint.Of(header, MetadataLevel.Series),
            Tags = SearchTags.Of(header),
            Warnings = warnings,
        };
    }

    private static string Require(DicomDataset header, DicomTag tag) =>
        header.GetUID(tag) is { Length: > 0 } uid ? uid : throw ImportRejection.Missing(DicomDictionary.KeywordOf(tag));

    [GeneratedRegex(@"^[0-9.]{1,64}\z")]
    private static partial Regex UidPattern();
}
