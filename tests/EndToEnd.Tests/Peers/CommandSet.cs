using System.Buffers.Binary;

namespace StoreScp.Testing.Peers;

/// <summary>A command set: implicit VR little endian elements of group 0000 (PS3.7 §6.3.1), in the order they are added.</summary>
public sealed class CommandSet
{
    public const ushort CStoreRQ = 0x0001, CFindRQ = 0x0020, CEchoRQ = 0x0030, NActionRQ = 0x0130, CCancelRQ = 0x0FFF;

    private readonly List<(ushort Element, byte[] Value)> _elements = [];

    public static CommandSet Echo(ushort messageId = 1) => new CommandSet()
        .UID(0x0002, UIDs.Verification).US(0x0100, CEchoRQ).US(0x0110, messageId).US(0x0800, 0x0101);

    public static CommandSet Store(string sopClass, string sopInstance, ushort messageId = 1) => new CommandSet()
        .UID(0x0002, sopClass).US(0x0100, CStoreRQ).US(0x0110, messageId).US(0x0700, 0).US(0x0800, 0x0000).UID(0x1000, sopInstance);

    public static CommandSet Store(Instance instance, ushort messageId = 1) => Store(instance.SOPClassUID, instance.SOPInstanceUID, messageId);

    public CommandSet US(ushort element, ushort value) => Raw(element, BitConverter.GetBytes(value));

    public CommandSet UID(ushort element, string uid) => Raw(element, Wire.Ascii(uid.Length % 2 == 0 ? uid : uid + "\0"));

    /// <summary>Adds an element, or replaces it where it is.</summary>
    public CommandSet Raw(ushort element, byte[] value)
    {
        var at = _elements.FindIndex(existing => existing.Element == element);
        if (at >= 0)
            _elements[at] = (element, value);
        else
            _elements.Add((element, value));
        return this;
    }

    public CommandSet Without(ushort element)
    {
        _elements.RemoveAll(existing => existing.Element == element);
        return this;
    }

    /// <summary>With a group length that is right unless another is given.</summary>
    public byte[] ToBytes(uint? groupLength = null)
    {
        var body = Wire.Join([.. _elements.Select(element => Element(element.Element, (uint)element.Value.Length, element.Value))]);
        return Wire.Join(Element(0, 4, BitConverter.GetBytes(groupLength ?? (uint)body.Length)), body);
    }

    public static byte[] Element(ushort element, uint length, byte[] value)
    {
        var header = new byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), element);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), length);
        return Wire.Join(header, value);
    }

    /// <summary>The elements of a response.</summary>
    public static Dictionary<ushort, byte[]> Read(ReadOnlySpan<byte> bytes)
    {
        Dictionary<ushort, byte[]> elements = [];
        while (!bytes.IsEmpty)
        {
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            elements.Add(BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]), bytes.Slice(8, length).ToArray());
            bytes = bytes[(8 + length)..];
        }
        return elements;
    }
}
