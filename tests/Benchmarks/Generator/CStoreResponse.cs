using System.Buffers.Binary;

namespace StoreScp.Benchmarks.Generator;

/// <summary>What is checked of a C-STORE-RSP (PS3.7 §9.3.1.2).</summary>
public readonly record struct CStoreResponse(ushort MessageIdBeingRespondedTo, ushort Status)
{
    /// <summary>Reads the body of a P-DATA-TF that holds one whole response command; every server measured here sends it so.</summary>
    public static CStoreResponse Read(ReadOnlySpan<byte> body)
    {
        var length = (int)BinaryPrimitives.ReadUInt32BigEndian(body);
        if (length != body.Length - 4 || body[4] != AssociatePdus.ContextId || body[5] != 0x03)
            throw new InvalidDataException("A response is not one whole command in one PDV.");
        ushort? messageId = null, status = null, command = null;
        for (var rest = body[6..]; rest.Length >= 8;)
        {
            var element = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
            var valueLength = (int)BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var value = rest.Slice(8, valueLength);
            switch (element)
            {
                case 0x0100: command = BinaryPrimitives.ReadUInt16LittleEndian(value); break;
                case 0x0120: messageId = BinaryPrimitives.ReadUInt16LittleEndian(value); break;
                case 0x0900: status = BinaryPrimitives.ReadUInt16LittleEndian(value); break;
            }

            rest = rest[(8 + valueLength)..];
        }

        return command == 0x8001 && messageId is { } id && status is { } code
            ? new CStoreResponse(id, code)
            : throw new InvalidDataException("A response lacks its command field, message or status.");
    }
}
