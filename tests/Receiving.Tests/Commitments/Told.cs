using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;

namespace StoreScp.Receiving.Tests.Commitments;

/// <summary>One N-EVENT-REPORT as the peer understands it.</summary>
internal sealed record Told(ushort EventTypeID, string TransactionUID, string[] Committed, (string Instance, int FailureReason)[] Failed)
{
    public static Told From(NEventReportRQ request, ReadOnlyMemory<byte> dataSet, string transferSyntaxUID)
    {
        request.AffectedSOPClassUID.Should().Be(DicomUIDs.StorageCommitmentPushModel);
        request.AffectedSOPInstanceUID.Should().Be(DicomUIDs.StorageCommitmentPushModelInstance);
        var report = DicomDataset.Parse(dataSet, DicomTransferSyntax.FromUID(transferSyntaxUID));
        var committed = report.GetSequence(DicomTag.ReferencedSOPSequence);
        var failed = report.GetSequence(DicomTag.FailedSOPSequence);
        committed?.Should().NotBeEmpty();
        failed?.Should().NotBeEmpty();
        return new Told(
            request.EventTypeID,
            report.GetUID(DicomTag.TransactionUID)!,
            [.. committed?.Select(InstanceOf) ?? []],
            [.. failed?.Select(item => (InstanceOf(item), item.GetInt32(DicomTag.FailureReason)!.Value)) ?? []]);
    }

    private static string InstanceOf(DicomDataset item)
    {
        item.GetUID(DicomTag.ReferencedSOPClassUID).Should().NotBeNullOrEmpty();
        return item.GetUID(DicomTag.ReferencedSOPInstanceUID)!;
    }
}
