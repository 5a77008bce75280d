using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Pdus;

/// <summary>The variable items of A-ASSOCIATE-RQ and -AC, in whatever order they came (PS3.8 §9.3.2, §9.3.3).</summary>
internal sealed record AssociateItems(
    string ApplicationContextName, List<PresentationContextRQ> Requested, List<PresentationContextAC> Answered, UserInformation UserInformation)
{
    internal static AssociateItems Read(ReadOnlySpan<byte> body, ItemType presentationContext)
    {
        var applicationContext = "";
        var requested = new List<PresentationContextRQ>();
        var answered = new List<PresentationContextAC>();
        UserInformation? information = null;
        var items = new ItemReader(body);
        while (items.TryRead(out var type, out var item))
        {
            // PS3.8 §9.3.1: items of other types are ignored.
            if (type == ItemType.ApplicationContext) applicationContext = UIDField.Read(item);
            else if (type == ItemType.UserInformation) information ??= UserInformation.Read(item);
            else if (type != presentationContext) continue;
            else if (type == ItemType.PresentationContextRQ) requested.Add(PresentationContextRQ.Read(item));
            else answered.Add(PresentationContextAC.Read(item));
        }
        CheckIDs(requested);
        return new AssociateItems(applicationContext, requested, answered, information ?? new UserInformation());
    }

    // PS3.8 §9.3.2.2: odd and unique; there is no result code for a context that has no identity, so the PDU is invalid.
    private static void CheckIDs(List<PresentationContextRQ> requested)
    {
        Span<bool> seen = stackalloc bool[256];
        foreach (var context in requested)
        {
            if (context.ID % 2 == 0) throw AssociationAbortException.InvalidParameter("an even presentation context ID");
            if (seen[context.ID]) throw AssociationAbortException.InvalidParameter("a presentation context ID used twice");
            seen[context.ID] = true;
        }
    }
}
