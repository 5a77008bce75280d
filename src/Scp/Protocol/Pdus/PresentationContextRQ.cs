// Presentation context item of A-ASSOCIATE-RQ (PS3.8 §9.3.2.2)
//   offset  length  meaning
//   0       1       item-type 20H
//   1       1       reserved
//   2       2       item-length
//   4       1       presentation-context-ID, odd
//   5       3       reserved
//   8       ...     one abstract syntax sub-item 30H, one or more transfer syntax sub-items 40H
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Pdus;

/// <summary>A proposed presentation context: an abstract syntax and the transfer syntaxes offered for it (PS3.8 §9.3.2.2).</summary>
public sealed record PresentationContextRQ(byte ID, string AbstractSyntax, IReadOnlyList<string> TransferSyntaxes)
{
    internal static PresentationContextRQ Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < 4) throw AssociationAbortException.InvalidParameter("a presentation context item shorter than its fixed fields");
        var id = body[0];
        string? abstractSyntax = null;
        var transferSyntaxes = new List<string>(1);
        var items = new ItemReader(body[4..]);
        while (items.TryRead(out var type, out var item))
        {
            if (type == ItemType.AbstractSyntax) abstractSyntax ??= UIDField.Read(item);
            else if (type == ItemType.TransferSyntax) transferSyntaxes.Add(UIDField.Read(item));
        }
        if (abstractSyntax is null) throw AssociationAbortException.InvalidParameter("a presentation context without abstract syntax");
        return new PresentationContextRQ(id, abstractSyntax, transferSyntaxes);
    }

    internal void Write(PduWriter writer) => writer.Item(ItemType.PresentationContextRQ, this, static (body, context) =>
    {
        body.Bytes([context.ID, 0, 0, 0]);
        body.Item(ItemType.AbstractSyntax, context.AbstractSyntax);
        foreach (var syntax in context.TransferSyntaxes) body.Item(ItemType.TransferSyntax, syntax);
    });
}
