using System.Buffers.Binary;

namespace StoreScp.Fuzz.Tests.Mutating;

/// <summary>Maps a stream of PDUs (PS3.8 §9.3): headers, items and sub-items, presentation data values. Ends where the bytes make no sense.</summary>
internal static class PduMap
{
    private const int HeaderLength = 6, AssociateFixedLength = 74;

    public static ByteMap Of(byte[] bytes)
    {
        var map = new ByteMap();
        for (var at = 0; at + HeaderLength <= bytes.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 2));
            if (length > bytes.Length - at - HeaderLength) break;
            var end = at + HeaderLength + (int)length;
            map.Fields.Add(new(FieldKind.Type, at, 1, true));
            map.Fields.Add(new(FieldKind.Length, at + 2, 4, true, at + HeaderLength, end));
            map.Parts.Add((at, end));
            if (bytes[at] is 1 or 2) MapItems(map, bytes, at + AssociateFixedLength, end);
            else if (bytes[at] == 4) MapValues(map, bytes, at + HeaderLength, end);
            at = end;
        }
        return map;
    }

    private static void MapItems(ByteMap map, byte[] bytes, int at, int end)
    {
        while (at + 4 <= end)
        {
            var itemEnd = at + 4 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            if (itemEnd > end) return;
            map.Fields.Add(new(FieldKind.Type, at, 1, true));
            map.Fields.Add(new(FieldKind.Length, at + 2, 2, true, at + 4, itemEnd));
            map.Parts.Add((at, itemEnd));
            switch (bytes[at])
            {
                case 0x20 or 0x21: MapItems(map, bytes, at + 8, itemEnd); break;
                case 0x50: MapItems(map, bytes, at + 4, itemEnd); break;
                // Role selection, extended negotiations and user identity begin with a UID or with two bytes and a field, each with its length.
                case 0x54 or 0x56 or 0x57 when at + 6 <= itemEnd: map.Fields.Add(new(FieldKind.Length, at + 4, 2, true, at + 6, itemEnd)); break;
                case 0x58 when at + 8 <= itemEnd: map.Fields.Add(new(FieldKind.Length, at + 6, 2, true, at + 8, itemEnd)); break;
                default: break;
            }
            at = itemEnd;
        }
    }

    private static void MapValues(ByteMap map, byte[] bytes, int at, int end)
    {
        while (at + 6 <= end)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > end - at - 4) return;
            var valueEnd = at + 4 + (int)length;
            map.Fields.Add(new(FieldKind.Length, at, 4, true, at + 4, valueEnd));
            map.Fields.Add(new(FieldKind.Type, at + 4, 1, true));
            map.Fields.Add(new(FieldKind.Type, at + 5, 1, true));
            map.Parts.Add((at, valueEnd));
            at = Math.Max(valueEnd, at + 4);
        }
    }
}
