// Presentation context item of A-ASSOCIATE-AC (PS3.8 §9.3.3.2)
//   offset  length  meaning
//   0       1       item-type 21H
//   1       1       reserved
//   2       2       item-length
//   4       1       presentation-context-ID
//   5       1       reserved
//   6       1       result
//   7       1       reserved
//   8       ...     one transfer syntax sub-item 40H, not significant unless accepted
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Pdus;

/// <summary>The answer to one proposed presentation context (PS3.8 §9.3.3.2).</summary>
public sealed record PresentationContextAC(byte ID, PresentationContextResult Result, string TransferSyntax)
{
    internal static PresentationContextAC Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < 4) throw AssociationAbortException.InvalidParameter("a presentation context item shorter than its fixed fields");
        var transferSyntax = "";
        var items = new ItemReader(body[4..]);
        while (items.TryRead(out var type, out var item))
        {
            if (type == ItemType.TransferSyntax) transferSyntax = UIDField.Read(item);
        }
        return new PresentationContextAC(body[0], (PresentationContextResult)body[2], transferSyntax);
    }

    internal void Write(PduWriter writer) => writer.Item(ItemType.PresentationContextAC, this, static (body, context) =>
    {
        body.Bytes([context.ID, 0, (byte)context.Result, 0]);
        body.Item(ItemType.TransferSyntax, context.TransferSyntax);
    });
}
