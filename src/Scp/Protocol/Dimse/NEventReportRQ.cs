namespace StoreScp.Protocol.Dimse;

/// <summary>N-EVENT-REPORT-RQ: the command set of a report about a managed SOP instance (PS3.7 §10.3.1.1).</summary>
public sealed record NEventReportRQ
{
    public required byte PresentationContextID { get; init; }

    public required string AffectedSOPClassUID { get; init; }

    public required string AffectedSOPInstanceUID { get; init; }

    public required ushort EventTypeID { get; init; }

    internal DimseCommand ToCommand(ushort messageID) => new()
    {
        CommandField = CommandField.NEventReportRQ,
        AffectedSOPClassUID = AffectedSOPClassUID,
        AffectedSOPInstanceUID = AffectedSOPInstanceUID,
        EventTypeID = EventTypeID,
        MessageID = messageID,
        CommandDataSetType = DimseCommand.DataSetPresent,
    };
}
