using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Tests.Support;

/// <summary>Storage commitment on the wire: an association that has it, the request, the report and its answer.</summary>
static class Commitment
{
    public const byte Context = 5;

    public static readonly NegotiationRules Rules = new() { ImplementationClassUID = "2.25.1", AcceptStorageCommitment = true };

    public static readonly AAssociateRQ AssociateRQ = Wire.Request(
        new(Wire.VerificationContext, DicomUIDs.Verification, [DicomUIDs.ImplicitVRLittleEndian]),
        new(Wire.CTContext, Wire.CT, [DicomUIDs.ExplicitVRLittleEndian]),
        new(Context, DicomUIDs.StorageCommitmentPushModel, [DicomUIDs.ImplicitVRLittleEndian]));

    public static readonly NEventReportRQ Report = new()
    {
        PresentationContextID = Context,
        AffectedSOPClassUID = DicomUIDs.StorageCommitmentPushModel,
        AffectedSOPInstanceUID = DicomUIDs.StorageCommitmentPushModelInstance,
        EventTypeID = 1,
    };

    public static DimseCommand Action(ushort messageID = 1) => new()
    {
        CommandField = CommandField.NActionRQ,
        RequestedSOPClassUID = DicomUIDs.StorageCommitmentPushModel,
        RequestedSOPInstanceUID = DicomUIDs.StorageCommitmentPushModelInstance,
        ActionTypeID = 1,
        MessageID = messageID,
        CommandDataSetType = DimseCommand.DataSetPresent,
    };

    public static byte[] ActionRQ(byte[] dataSet, ushort messageID = 1) =>
        [.. Wire.CommandPData(Context, Action(messageID)), .. Wire.PData(Wire.Pdv(Context, isCommand: false, isLast: true, dataSet))];

    public static byte[] ReportRSP(ushort? messageID, ushort status = 0) => Wire.CommandPData(
        Context, new DimseCommand { CommandField = CommandField.NEventReportRSP, MessageIDBeingRespondedTo = messageID, Status = status });
}
