using System.Globalization;

namespace StoreScp.Protocol.Dimse;

/// <summary>Status (0000,0900) of a response (PS3.7 Annex C, PS3.4 Table B.2-1).</summary>
public readonly record struct DimseStatus(ushort Code)
{
    public static DimseStatus Success => new(0x0000);
    public static DimseStatus NoSuchAttribute => new(0x0105);
    public static DimseStatus InvalidAttributeValue => new(0x0106);
    public static DimseStatus AttributeListWarning => new(0x0107);
    public static DimseStatus ProcessingFailure => new(0x0110);
    public static DimseStatus DuplicateSOPInstance => new(0x0111);
    public static DimseStatus NoSuchSOPInstance => new(0x0112);
    public static DimseStatus NoSuchEventType => new(0x0113);
    public static DimseStatus NoSuchArgument => new(0x0114);
    public static DimseStatus InvalidArgumentValue => new(0x0115);
    public static DimseStatus AttributeValueOutOfRange => new(0x0116);
    public static DimseStatus InvalidSOPInstance => new(0x0117);
    public static DimseStatus NoSuchSOPClass => new(0x0118);
    public static DimseStatus ClassInstanceConflict => new(0x0119);
    public static DimseStatus MissingAttribute => new(0x0120);
    public static DimseStatus MissingAttributeValue => new(0x0121);
    public static DimseStatus SOPClassNotSupported => new(0x0122);
    public static DimseStatus NoSuchActionType => new(0x0123);
    public static DimseStatus NotAuthorized => new(0x0124);
    public static DimseStatus DuplicateInvocation => new(0x0210);
    public static DimseStatus UnrecognizedOperation => new(0x0211);
    public static DimseStatus MistypedArgument => new(0x0212);
    public static DimseStatus ResourceLimitation => new(0x0213);
    public static DimseStatus OutOfResources => new(0xA700);
    public static DimseStatus DataSetDoesNotMatchSOPClass => new(0xA900);
    public static DimseStatus CannotUnderstand => new(0xC000);
    public static DimseStatus CoercionOfDataElements => new(0xB000);
    public static DimseStatus ElementsDiscarded => new(0xB006);
    public static DimseStatus DataSetDoesNotMatchSOPClassWarning => new(0xB007);
    public static DimseStatus Cancel => new(0xFE00);
    public static DimseStatus Pending => new(0xFF00);

    public DimseStatusCategory Category => Code switch
    {
        0x0000 => DimseStatusCategory.Success,
        0xFF00 or 0xFF01 => DimseStatusCategory.Pending,
        0xFE00 => DimseStatusCategory.Cancel,
        0x0001 or 0x0107 or 0x0116 or (>= 0xB000 and <= 0xBFFF) => DimseStatusCategory.Warning,
        _ => DimseStatusCategory.Failure,
    };

    public bool IsFailure => Category == DimseStatusCategory.Failure;

    public override string ToString() => Code.ToString("X4", CultureInfo.InvariantCulture) + "H";
}
