using System.Buffers.Binary;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Pdus;

/// <summary>Walks the items of an A-ASSOCIATE PDU: type, reserved, 16-bit length, body (PS3.8 §9.3.2).</summary>
internal ref struct ItemReader(ReadOnlySpan<byte> items)
{
    private ReadOnlySpan<byte> _rest = items;

    /// <summary>False at the end; an item that claims more than its parent holds is a violation.</summary>
    internal bool TryRead(out ItemType type, out ReadOnlySpan<byte> body)
    {
        type = default;
        body = default;
        if (_rest.IsEmpty) return false;
        if (_rest.Length < 4) throw AssociationAbortException.InvalidParameter("bytes left over after the last item");
        var length = BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        if (length > _rest.Length - 4) throw AssociationAbortException.InvalidParameter("an item longer than what holds it");
        type = (ItemType)_rest[0];
        body = _rest.Slice(4, length);
        _rest = _rest[(4 + length)..];
        return true;
    }
}
