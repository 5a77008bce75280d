// Maximum length sub-item (PS3.8 §D.1): 51H, reserved, length 4, then
//   4       4       maximum-length-received: the longest P-DATA-TF variable field this side takes; 0 = no limit
namespace StoreScp.Protocol.Pdus;

/// <summary>The longest P-DATA-TF variable field (PDU-length) that the sender of this sub-item takes; 0 is no limit (PS3.8 §D.1).</summary>
public sealed record MaximumLength(uint Bytes)
{
    internal static MaximumLength Read(ReadOnlySpan<byte> body) => new(new FieldReader(body, "maximum length").UInt32());

    internal void Write(PduWriter writer) => writer.Item(ItemType.MaximumLength, this, static (body, item) => body.UInt32(item.Bytes));
}
