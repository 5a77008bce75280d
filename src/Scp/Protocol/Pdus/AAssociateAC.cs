// A-ASSOCIATE-AC (PS3.8 §9.3.3)
//   offset  length  meaning
//   0       1       PDU-type 02H
//   1       1       reserved
//   2       4       PDU-length
//   6       2       protocol-version, bit 0 = version 1
//   8       2       reserved
//   10      64      sent back as received in the A-ASSOCIATE-RQ, not tested on receipt
//   74      ...     items: application context 10H, presentation contexts 21H, user information 50H
namespace StoreScp.Protocol.Pdus;

/// <summary>A-ASSOCIATE-AC PDU: the association is accepted, each presentation context has its result (PS3.8 §9.3.3).</summary>
public sealed record AAssociateAC : Pdu
{
    public ushort ProtocolVersion { get; init; } = 1;

    public string ApplicationContextName { get; init; } = AAssociateRQ.DicomApplicationContextName;

    public IReadOnlyList<PresentationContextAC> PresentationContexts { get; init; } = [];

    public UserInformation UserInformation { get; init; } = new();

    /// <summary>The AE titles (and reserved bytes) of the request.</summary>
    internal AssociateHeader Header { get; init; } = new(1, "", "");

    public override PduType Type => PduType.AAssociateAC;

    internal static AAssociateAC Read(ReadOnlySpan<byte> body)
    {
        var header = AssociateHeader.Read(ref body);
        var items = AssociateItems.Read(body, ItemType.PresentationContextAC);
        return new AAssociateAC
        {
            ProtocolVersion = header.ProtocolVersion,
            ApplicationContextName = items.ApplicationContextName,
            PresentationContexts = items.Answered,
            UserInformation = items.UserInformation,
            Header = header,
        };
    }

    internal override void WriteBody(PduWriter writer)
    {
        (Header with { ProtocolVersion = ProtocolVersion }).Write(writer);
        writer.Item(ItemType.ApplicationContext, ApplicationContextName);
        foreach (var context in PresentationContexts) context.Write(writer);
        UserInformation.Write(writer);
    }
}
