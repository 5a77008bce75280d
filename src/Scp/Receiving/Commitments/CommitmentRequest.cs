using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Instances;
using StoreScp.Storage;

namespace StoreScp.Receiving.Commitments;

/// <summary>The action information of Request Storage Commitment (PS3.4 Table J.3-1).</summary>
internal sealed record CommitmentRequest(string TransactionUID, IReadOnlyList<CommitmentReference> References)
{
    // A performed procedure step may be referenced as well, and is not looked at.
    private const int OtherItems = 16;

    /// <exception cref="CommitmentRequestException">It is malformed, incomplete or too large.</exception>
    public static CommitmentRequest Parse(ReadOnlyMemory<byte> dataSet, DicomTransferSyntax syntax, int maximumReferences)
    {
        // Counted before any item becomes an object.
        ReadOnlySpan<byte> item = syntax.IsLittleEndian ? [0xFE, 0xFF, 0x00, 0xE0] : [0xFF, 0xFE, 0xE0, 0x00];
        if (dataSet.Span.Count(item) > maximumReferences + OtherItems)
            throw TooMany();
        try
        {
            var request = DicomDataset.Parse(dataSet, syntax);
            var references = request.GetSequence(DicomTag.ReferencedSOPSequence) ?? throw Invalid("Referenced SOP Sequence is missing");
            if (references.Count == 0)
                throw Invalid("Referenced SOP Sequence is empty");
            if (references.Count > maximumReferences)
                throw TooMany();
            return new CommitmentRequest(UIDOf(request, DicomTag.TransactionUID), [.. references.Select(ReferenceOf)]);
        }
        catch (DicomDataException error)
        {
            throw Invalid(error.Message);
        }
    }

    private static CommitmentReference ReferenceOf(DicomDataset item) =>
        new(UIDOf(item, DicomTag.ReferencedSOPClassUID), UIDOf(item, DicomTag.ReferencedSOPInstanceUID));

    private static string UIDOf(DicomDataset dataSet, DicomTag tag)
    {
        var uid = dataSet.GetUID(tag) ?? throw Invalid($"{DicomDictionary.KeywordOf(tag)} is missing");
        return UIDRules.IsUsable(uid) ? uid : throw Invalid($"{DicomDictionary.KeywordOf(tag)} is not a UID (PS3.5 9.1)");
    }

    private static CommitmentRequestException TooMany() => new(DimseStatus.ResourceLimitation, "More references than the limit");

    private static CommitmentRequestException Invalid(string why) => new(DimseStatus.InvalidArgumentValue, why);
}
