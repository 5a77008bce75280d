using System.Buffers.Binary;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Pdus;

/// <summary>Reads the fields of one user-information sub-item in order; running short is a violation (PS3.7 §D.3.3).</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> body, string name)
{
    private ReadOnlySpan<byte> _rest = body;

    internal readonly bool IsAtEnd => _rest.IsEmpty;

    internal byte Byte() => Bytes(1)[0];

    internal ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Bytes(2));

    internal uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Bytes(4));

    internal string LengthAndUID() => UIDField.Read(LengthAndBytes());

    internal ReadOnlySpan<byte> LengthAndBytes() => Bytes(UInt16());

    internal ReadOnlySpan<byte> Rest() => Bytes(_rest.Length);

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > _rest.Length) throw AssociationAbortException.InvalidParameter($"a {name} sub-item shorter than its fields");
        var bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }
}
