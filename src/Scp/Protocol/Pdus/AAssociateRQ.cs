// A-ASSOCIATE-RQ (PS3.8 §9.3.2)
//   offset  length  meaning
//   0       1       PDU-type 01H
//   1       1       reserved
//   2       4       PDU-length
//   6       2       protocol-version, bit 0 = version 1
//   8       2       reserved
//   10      16      Called-AE-title
//   26      16      Calling-AE-title
//   42      32      reserved
//   74      ...     items: application context 10H, presentation contexts 20H, user information 50H
namespace StoreScp.Protocol.Pdus;

/// <summary>A-ASSOCIATE-RQ PDU: a peer asks for an association (PS3.8 §9.3.2).</summary>
public sealed record AAssociateRQ : Pdu
{
    public const string DicomApplicationContextName = "1.2.840.10008.3.1.1.1";

    /// <summary>Bit 0 set: version 1 of the protocol, the only one there is.</summary>
    public ushort ProtocolVersion { get; init; } = 1;

    /// <summary>Trimmed; a byte that no AE title may have is a backslash here, see <see cref="AETitle"/>.</summary>
    public required string CalledAETitle { get; init; }

    /// <inheritdoc cref="CalledAETitle"/>
    public required string CallingAETitle { get; init; }

    /// <summary>Empty when the item was absent.</summary>
    public string ApplicationContextName { get; init; } = DicomApplicationContextName;

    public IReadOnlyList<PresentationContextRQ> PresentationContexts { get; init; } = [];

    public UserInformation UserInformation { get; init; } = new();

    /// <summary>Bytes 10 to 73 as they came: the A-ASSOCIATE-AC sends them back unchanged.</summary>
    internal AssociateHeader Header { get; init; }

    public override PduType Type => PduType.AAssociateRQ;

    internal static AAssociateRQ Read(ReadOnlySpan<byte> body)
    {
        var header = AssociateHeader.Read(ref body);
        var items = AssociateItems.Read(body, ItemType.PresentationContextRQ);
        return new AAssociateRQ
        {
            ProtocolVersion = header.ProtocolVersion,
            CalledAETitle = header.CalledAETitle,
            CallingAETitle = header.CallingAETitle,
            ApplicationContextName = items.ApplicationContextName,
            PresentationContexts = items.Requested,
            UserInformation = items.UserInformation,
            Header = header,
        };
    }

    internal override void WriteBody(PduWriter writer)
    {
        new AssociateHeader(ProtocolVersion, CalledAETitle, CallingAETitle).Write(writer);
        writer.Item(ItemType.ApplicationContext, ApplicationContextName);
        foreach (var context in PresentationContexts) context.Write(writer);
        UserInformation.Write(writer);
    }
}
