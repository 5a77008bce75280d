using StoreScp.Dicom;

namespace StoreScp.Protocol.Dimse;

/// <summary>The command set of any DIMSE message: every element of group 0000 that PS3.7 §E.1 still has, null when absent.</summary>
public sealed record DimseCommand
{
    /// <summary>Command Data Set Type (0000,0800) of a message without data set.</summary>
    public const ushort NoDataSet = 0x0101;

    /// <summary>What we send for "a data set follows"; any value but <see cref="NoDataSet"/> says so.</summary>
    public const ushort DataSetPresent = 0x0001;

    public CommandField CommandField { get; internal set; }
    public string? AffectedSOPClassUID { get; internal set; }
    public string? RequestedSOPClassUID { get; internal set; }
    public ushort? MessageID { get; internal set; }
    public ushort? MessageIDBeingRespondedTo { get; internal set; }
    public string? MoveDestination { get; internal set; }
    public ushort? Priority { get; internal set; }
    public ushort CommandDataSetType { get; internal set; } = NoDataSet;
    public ushort? Status { get; internal set; }
    public DicomTag? OffendingElement { get; internal set; }
    public string? ErrorComment { get; internal set; }
    public ushort? ErrorID { get; internal set; }
    public string? AffectedSOPInstanceUID { get; internal set; }
    public string? RequestedSOPInstanceUID { get; internal set; }
    public ushort? EventTypeID { get; internal set; }
    public ushort? ActionTypeID { get; internal set; }
    public ushort? NumberOfRemainingSuboperations { get; internal set; }
    public ushort? NumberOfCompletedSuboperations { get; internal set; }
    public ushort? NumberOfFailedSuboperations { get; internal set; }
    public ushort? NumberOfWarningSuboperations { get; internal set; }
    public string? MoveOriginatorApplicationEntityTitle { get; internal set; }
    public ushort? MoveOriginatorMessageID { get; internal set; }

    public bool HasDataSet => CommandDataSetType != NoDataSet;

    public bool IsResponse => ((ushort)CommandField & 0x8000) != 0;

    /// <summary>The SOP class the message is about, whichever element names it.</summary>
    public string? SOPClassUID => AffectedSOPClassUID ?? RequestedSOPClassUID;
}
