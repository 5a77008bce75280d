using System.Buffers.Binary;
using System.Text;

namespace StoreScp.Receiving.Tests.Support;

/// <summary>Command sets by hand (PS3.7 §6.3.1): implicit VR little endian.</summary>
public static class CommandSet
{
    public static byte[] CStoreRQ(ushort messageID, string sopClassUID, string sopInstanceUID)
    {
        byte[] elements =
        [
            .. UI(0x0002, sopClassUID),
            .. US(0x0100, 0x0001),
            .. US(0x0110, messageID),
            .. US(0x0700, 0),
            .. US(0x0800, 0x0000),
            .. UI(0x1000, sopInstanceUID),
        ];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, elements.Length);
        return [.. Element(0x0000, length), .. elements];
    }

    /// <summary>Status (0000,0900) and Error Comment (0000,0902) of a response.</summary>
    public static (ushort Status, string? Comment) ReadResponse(ReadOnlySpan<byte> command)
    {
        ushort? status = null;
        string? comment = null;
        while (!command.IsEmpty)
        {
            var element = BinaryPrimitives.ReadUInt16LittleEndian(command[2..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(command[4..]);
            var value = command.Slice(8, length);
            if (element == 0x0900)
                status = BinaryPrimitives.ReadUInt16LittleEndian(value);
            if (element == 0x0902)
                comment = Encoding.ASCII.GetString(value).TrimEnd();
            command = command[(8 + length)..];
        }
        return (status ?? throw new InvalidOperationException("The response has no status."), comment);
    }

    private static byte[] UI(ushort element, string uid) => Element(element, Encoding.Latin1.GetBytes(uid.Length % 2 == 0 ? uid : uid + '\0'));

    private static byte[] US(ushort element, ushort value) => Element(element, [(byte)value, (byte)(value >> 8)]);

    private static byte[] Element(ushort element, byte[] value)
    {
        var bytes = new byte[8 + value.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), element);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), value.Length);
        value.CopyTo(bytes, 8);
        return bytes;
    }
}
