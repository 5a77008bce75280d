using System.Buffers.Binary;
using System.Text;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Dimse;

/// <summary>Command sets from bytes: implicit VR little endian, group 0000 only (PS3.7 §6.3.1, §E.1).</summary>
internal static class CommandSetReader
{
    private const int ElementHeaderLength = 8;

    /// <summary>Throws for whatever cannot be a command set; elements that are not known are passed over.</summary>
    /// <param name="knownUID">A UID the message most likely names, so that its string need not be made again.</param>
    internal static DimseCommand Read(ReadOnlySpan<byte> bytes, string? knownUID = null)
    {
        var command = new DimseCommand();
        var hasCommandField = false;
        var hasDataSetType = false;
        var rest = bytes;
        while (!rest.IsEmpty)
        {
            if (rest.Length < ElementHeaderLength) throw Invalid("a command set that ends inside an element");
            var element = (CommandElement)BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(rest) != 0) throw Invalid("a command set with an element of another group");
            if (length > rest.Length - ElementHeaderLength) throw Invalid("a command element longer than its command set");
            var value = rest.Slice(ElementHeaderLength, (int)length);
            rest = rest[(ElementHeaderLength + (int)length)..];
            hasCommandField |= element == CommandElement.CommandField;
            hasDataSetType |= element == CommandElement.CommandDataSetType;
            if (element == CommandElement.CommandGroupLength) CheckGroupLength(value, rest.Length);
            else Set(command, element, value, knownUID);
        }
        if (!hasCommandField) throw Invalid("a command set without Command Field");
        if (!hasDataSetType) throw Invalid("a command set without Command Data Set Type");
        return command;
    }

    // Not used for reading. One that promises more than has come means that something is missing; one that promises less
    // is an old sender's mistake and harmless.
    private static void CheckGroupLength(ReadOnlySpan<byte> value, int rest)
    {
        if (value.Length != 4) throw Invalid("a command group length that is no UL");
        if (BinaryPrimitives.ReadUInt32LittleEndian(value) > rest) throw Invalid("a command set shorter than its group length");
    }

    private static void Set(DimseCommand command, CommandElement element, ReadOnlySpan<byte> value, string? knownUID)
    {
        switch (element)
        {
            case CommandElement.AffectedSOPClassUID: command.AffectedSOPClassUID = UID(value, knownUID); break;
            case CommandElement.RequestedSOPClassUID: command.RequestedSOPClassUID = UID(value, knownUID); break;
            case CommandElement.CommandField: command.CommandField = (CommandField)US(value); break;
            case CommandElement.MessageID: command.MessageID = US(value); break;
            case CommandElement.MessageIDBeingRespondedTo: command.MessageIDBeingRespondedTo = US(value); break;
            case CommandElement.MoveDestination: command.MoveDestination = AETitle.Read(value); break;
            case CommandElement.Priority: command.Priority = US(value); break;
            case CommandElement.CommandDataSetType: command.CommandDataSetType = US(value); break;
            case CommandElement.Status: command.Status = US(value); break;
            case CommandElement.OffendingElement: command.OffendingElement = FirstTag(value); break;
            case CommandElement.ErrorComment: command.ErrorComment = Text(value); break;
            case CommandElement.ErrorID: command.ErrorID = US(value); break;
            case CommandElement.AffectedSOPInstanceUID: command.AffectedSOPInstanceUID = Text(value); break;
            case CommandElement.RequestedSOPInstanceUID: command.RequestedSOPInstanceUID = Text(value); break;
            case CommandElement.EventTypeID: command.EventTypeID = US(value); break;
            case CommandElement.ActionTypeID: command.ActionTypeID = US(value); break;
            case CommandElement.NumberOfRemainingSuboperations: command.NumberOfRemainingSuboperations = US(value); break;
            case CommandElement.NumberOfCompletedSuboperations: command.NumberOfCompletedSuboperations = US(value); break;
            case CommandElement.NumberOfFailedSuboperations: command.NumberOfFailedSuboperations = US(value); break;
            case CommandElement.NumberOfWarningSuboperations: command.NumberOfWarningSuboperations = US(value); break;
            case CommandElement.MoveOriginatorApplicationEntityTitle: command.MoveOriginatorApplicationEntityTitle = AETitle.Read(value); break;
            case CommandElement.MoveOriginatorMessageID: command.MoveOriginatorMessageID = US(value); break;
            default: break;
        }
    }

    private static ushort US(ReadOnlySpan<byte> value) =>
        value.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(value) : throw Invalid("a command element whose value is no US");

    private static DicomTag? FirstTag(ReadOnlySpan<byte> value) => value.Length < 4
        ? null
        : new DicomTag(BinaryPrimitives.ReadUInt16LittleEndian(value), BinaryPrimitives.ReadUInt16LittleEndian(value[2..]));

    private static string UID(ReadOnlySpan<byte> value, string? known)
    {
        value = value.Trim(" \0"u8);
        return known is not null && Ascii.Equals(value, known) ? known : Encoding.Latin1.GetString(value);
    }

    private static string Text(ReadOnlySpan<byte> value) => Encoding.Latin1.GetString(value.Trim(" \0"u8));

    private static AssociationAbortException Invalid(string why) => AssociationAbortException.InvalidParameter(why);
}
