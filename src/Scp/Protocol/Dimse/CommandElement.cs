namespace StoreScp.Protocol.Dimse;

/// <summary>Elements of the command group 0000 (PS3.7 §E.1).</summary>
internal enum CommandElement : ushort
{
    CommandGroupLength = 0x0000,
    AffectedSOPClassUID = 0x0002,
    RequestedSOPClassUID = 0x0003,
    CommandField = 0x0100,
    MessageID = 0x0110,
    MessageIDBeingRespondedTo = 0x0120,
    MoveDestination = 0x0600,
    Priority = 0x0700,
    CommandDataSetType = 0x0800,
    Status = 0x0900,
    OffendingElement = 0x0901,
    ErrorComment = 0x0902,
    ErrorID = 0x0903,
    AffectedSOPInstanceUID = 0x1000,
    RequestedSOPInstanceUID = 0x1001,
    EventTypeID = 0x1002,
    ActionTypeID = 0x1008,
    NumberOfRemainingSuboperations = 0x1020,
    NumberOfCompletedSuboperations = 0x1021,
    NumberOfFailedSuboperations = 0x1022,
    NumberOfWarningSuboperations = 0x1023,
    MoveOriginatorApplicationEntityTitle = 0x1030,
    MoveOriginatorMessageID = 0x1031,
}
