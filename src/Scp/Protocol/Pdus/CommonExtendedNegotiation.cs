// SOP class common extended negotiation sub-item (PS3.7 §D.3.3.6): 57H, version 0, length, then
//   4       2       SOP-class-uid-length
//   6       ...     SOP-class-uid
//   +0      2       service-class-uid-length
//   +2      ...     service-class-uid
//   +0      2       length of the list
//   +2      ...     list of (2 length, related-general-sop-class-uid)
namespace StoreScp.Protocol.Pdus;

/// <summary>Which service class and which general SOP classes a SOP class belongs to; only in A-ASSOCIATE-RQ (PS3.7 §D.3.3.6).</summary>
public sealed record CommonExtendedNegotiation(string SOPClassUID, string ServiceClassUID, IReadOnlyList<string> RelatedGeneralSOPClassUIDs)
{
    internal static CommonExtendedNegotiation Read(ReadOnlySpan<byte> body)
    {
        const string Name = "SOP class common extended negotiation";
        var fields = new FieldReader(body, Name);
        var sopClass = fields.LengthAndUID();
        var serviceClass = fields.LengthAndUID();
        var related = new List<string>();
        // Version 0 has no list in some implementations.
        var list = new FieldReader(fields.IsAtEnd ? [] : fields.LengthAndBytes(), Name);
        while (!list.IsAtEnd) related.Add(list.LengthAndUID());
        return new CommonExtendedNegotiation(sopClass, serviceClass, related);
    }

    internal void Write(PduWriter writer) => writer.Item(ItemType.CommonExtendedNegotiation, this, static (body, item) =>
    {
        body.LengthAndText(item.SOPClassUID);
        body.LengthAndText(item.ServiceClassUID);
        var list = new PduWriter();
        foreach (var uid in item.RelatedGeneralSOPClassUIDs) list.LengthAndText(uid);
        body.LengthAndBytes(list.ToArray());
    });
}
