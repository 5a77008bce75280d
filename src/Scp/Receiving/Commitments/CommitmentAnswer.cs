using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.Commitments;

/// <summary>The answer to one transaction: what is committed and what failed, in the order it was asked (PS3.4 Table J.3-2).</summary>
internal sealed class CommitmentAnswer(string transactionUID, IReadOnlyList<(CommitmentReference Reference, CommitmentVerdict Verdict)> verdicts)
{
    private const ushort RequestSuccessful = 1;
    private const ushort RequestCompleteFailuresExist = 2;

    public int CommittedCount { get; } = verdicts.Count(one => one.Verdict == CommitmentVerdict.Committed);

    public int FailedCount => verdicts.Count - CommittedCount;

    public NEventReportRQ ToRequest(NegotiatedContext context) => new()
    {
        PresentationContextID = context.ID,
        AffectedSOPClassUID = DicomUIDs.StorageCommitmentPushModel,
        AffectedSOPInstanceUID = DicomUIDs.StorageCommitmentPushModelInstance,
        EventTypeID = FailedCount == 0 ? RequestSuccessful : RequestCompleteFailuresExist,
    };

    /// <summary>The event information; a sequence that would be empty is left out.</summary>
    public ReadOnlyMemory<byte> ToDataSet(NegotiatedContext context)
    {
        var syntax = DicomTransferSyntax.FromUID(context.TransferSyntax);
        var report = new DicomDataset(syntax).Set(DicomTag.TransactionUID, transactionUID);
        if (FailedCount > 0)
            report.Set(DicomTag.FailedSOPSequence, Items(syntax, isCommitted: false));
        if (CommittedCount > 0)
            report.Set(DicomTag.ReferencedSOPSequence, Items(syntax, isCommitted: true));
        var bytes = new ArrayBufferWriter<byte>(checked((int)report.WrittenLength));
        report.WriteTo(bytes);
        return bytes.WrittenMemory;
    }

    private IEnumerable<DicomDataset> Items(DicomTransferSyntax syntax, bool isCommitted)
    {
        foreach (var (reference, verdict) in verdicts)
        {
            if ((verdict == CommitmentVerdict.Committed) != isCommitted)
                continue;
            var item = new DicomDataset(syntax)
                .Set(DicomTag.ReferencedSOPClassUID, reference.ReferencedSOPClassUID)
                .Set(DicomTag.ReferencedSOPInstanceUID, reference.ReferencedSOPInstanceUID);
            yield return isCommitted ? item : item.Set(DicomTag.FailureReason, FailureReasonOf(verdict));
        }
    }

    // What is undecided when the time is over has failed for the peer.
    private static ushort FailureReasonOf(CommitmentVerdict verdict) =>
        (ushort)(verdict == CommitmentVerdict.Undecided ? CommitmentVerdict.ProcessingFailure : verdict);
}
