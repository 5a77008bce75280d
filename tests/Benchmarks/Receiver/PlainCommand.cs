using System.Buffers.Binary;
using System.Text;

namespace StoreScp.Benchmarks.Receiver;

/// <summary>What the plain receiver takes from a C-STORE-RQ.</summary>
public readonly record struct PlainCommand(ushort MessageId, string AffectedSOPClassUID, string AffectedSOPInstanceUID)
{
    public static PlainCommand Read(ReadOnlySpan<byte> bytes)
    {
        ushort messageId = 0;
        string sopClass = "", instance = "";
        while (bytes.Length >= 8)
        {
            var element = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
            var value = bytes.Slice(8, (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
            if (element == 0x0110)
                messageId = BinaryPrimitives.ReadUInt16LittleEndian(value);
            else if (element == 0x0002)
                sopClass = Encoding.ASCII.GetString(value).TrimEnd('\0');
            else if (element == 0x1000)
                instance = Encoding.ASCII.GetString(value).TrimEnd('\0');
            bytes = bytes[(8 + value.Length)..];
        }

        return new PlainCommand(messageId, sopClass, instance);
    }
}
