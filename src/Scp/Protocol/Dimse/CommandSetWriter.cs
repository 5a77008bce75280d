using System.Buffers.Binary;
using System.Text;
using StoreScp.Dicom;

namespace StoreScp.Protocol.Dimse;

/// <summary>Command sets to bytes: implicit VR little endian, elements in order, group length first (PS3.7 §6.3.1). One per association, used again for each message.</summary>
internal sealed class CommandSetWriter
{
    private byte[] _buffer = new byte[512];
    private int _length;

    /// <summary>The command set as bytes, valid until the next call.</summary>
    internal ReadOnlySpan<byte> Write(DimseCommand command)
    {
        _length = 0;
        UL(CommandElement.CommandGroupLength, 0);
        UID(CommandElement.AffectedSOPClassUID, command.AffectedSOPClassUID);
        UID(CommandElement.RequestedSOPClassUID, command.RequestedSOPClassUID);
        US(CommandElement.CommandField, (ushort)command.CommandField);
        US(CommandElement.MessageID, command.MessageID);
        US(CommandElement.MessageIDBeingRespondedTo, command.MessageIDBeingRespondedTo);
        Text(CommandElement.MoveDestination, command.MoveDestination);
        US(CommandElement.Priority, command.Priority);
        US(CommandElement.CommandDataSetType, command.CommandDataSetType);
        US(CommandElement.Status, command.Status);
        AT(CommandElement.OffendingElement, command.OffendingElement);
        Text(CommandElement.ErrorComment, command.ErrorComment);
        US(CommandElement.ErrorID, command.ErrorID);
        UID(CommandElement.AffectedSOPInstanceUID, command.AffectedSOPInstanceUID);
        UID(CommandElement.RequestedSOPInstanceUID, command.RequestedSOPInstanceUID);
        US(CommandElement.EventTypeID, command.EventTypeID);
        US(CommandElement.ActionTypeID, command.ActionTypeID);
        US(CommandElement.NumberOfRemainingSuboperations, command.NumberOfRemainingSuboperations);
        US(CommandElement.NumberOfCompletedSuboperations, command.NumberOfCompletedSuboperations);
        US(CommandElement.NumberOfFailedSuboperations, command.NumberOfFailedSuboperations);
        US(CommandElement.NumberOfWarningSuboperations, command.NumberOfWarningSuboperations);
        Text(CommandElement.MoveOriginatorApplicationEntityTitle, command.MoveOriginatorApplicationEntityTitle);
        US(CommandElement.MoveOriginatorMessageID, command.MoveOriginatorMessageID);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(8), (uint)_length - 12);
        return _buffer.AsSpan(0, _length);
    }

    private void US(CommandElement element, ushort? value)
    {
        if (value is { } number) BinaryPrimitives.WriteUInt16LittleEndian(Element(element, 2), number);
    }

    private void UL(CommandElement element, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Element(element, 4), value);

    private void AT(CommandElement element, DicomTag? value)
    {
        if (value is not { } tag) return;
        var bytes = Element(element, 4);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], tag.Element);
    }

    private void UID(CommandElement element, string? value) => Padded(element, value, 0);

    private void Text(CommandElement element, string? value) => Padded(element, value, (byte)' ');

    private void Padded(CommandElement element, string? value, byte padding)
    {
        if (value is null) return;
        var bytes = Element(element, value.Length + (value.Length % 2));
        if (!bytes.IsEmpty) bytes[^1] = padding;
        Encoding.Latin1.GetBytes(value, bytes);
    }

    private Span<byte> Element(CommandElement element, int length)
    {
        var end = _length + 8 + length;
        if (end > _buffer.Length) Array.Resize(ref _buffer, Math.Max(end, _buffer.Length * 2));
        var header = _buffer.AsSpan(_length);
        BinaryPrimitives.WriteUInt16LittleEndian(header, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], (ushort)element);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)length);
        _length = end;
        return _buffer.AsSpan(end - length, length);
    }
}
