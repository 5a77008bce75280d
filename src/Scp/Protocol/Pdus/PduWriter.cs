using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace StoreScp.Protocol.Pdus;

/// <summary>Writes control PDUs and their items; lengths are filled in when the item ends (PS3.8 §9.3).</summary>
internal sealed class PduWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    internal byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    internal void Pdu(Pdu pdu)
    {
        var body = new PduWriter();
        pdu.WriteBody(body);
        Byte((byte)pdu.Type);
        Byte(0);
        UInt32((uint)body._buffer.WrittenCount);
        Bytes(body._buffer.WrittenSpan);
    }

    /// <summary>An item: type, reserved, 16-bit length, body.</summary>
    internal void Item<T>(ItemType type, T value, Action<PduWriter, T> writeBody)
    {
        var body = new PduWriter();
        writeBody(body, value);
        Byte((byte)type);
        Byte(0);
        LengthAndBytes(body._buffer.WrittenSpan);
    }

    internal void Item(ItemType type, string text) => Item(type, text, static (body, value) => body.Text(value));

    internal void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    internal void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.GetSpan(2), value);
        _buffer.Advance(2);
    }

    internal void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
    }

    internal void Bytes(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    internal void Text(string text) => Bytes(Encoding.Latin1.GetBytes(text));

    internal void LengthAndText(string text) => LengthAndBytes(Encoding.Latin1.GetBytes(text));

    internal void LengthAndBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ushort.MaxValue) throw new ArgumentException("An item holds at most 65,535 bytes (PS3.8 §9.3.2).", nameof(bytes));
        UInt16((ushort)bytes.Length);
        Bytes(bytes);
    }
}
