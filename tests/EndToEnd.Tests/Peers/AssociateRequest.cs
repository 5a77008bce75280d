using static StoreScp.Testing.Peers.Wire;

namespace StoreScp.Testing.Peers;

/// <summary>A presentation context as proposed: id, abstract syntax and its transfer syntaxes.</summary>
public sealed record Proposal(byte Id, string AbstractSyntax, params string[] TransferSyntaxes)
{
    public byte[] ToItem() => Item(0x20, [Id, 0, 0, 0], Item(0x30, Ascii(AbstractSyntax)), Join([.. TransferSyntaxes.Select(uid => Item(0x40, Ascii(uid)))]));
}

/// <summary>A-ASSOCIATE-RQ (PS3.8 §9.3.2) of which every part can be replaced by something else.</summary>
public sealed record AssociateRequest
{
    public static readonly Proposal Verification = new(1, UIDs.Verification, UIDs.ImplicitVRLittleEndian);

    public static readonly Proposal CTImage = new(3, UIDs.CTImageStorage, UIDs.ExplicitVRLittleEndian);

    public byte[] CalledAETitle { get; init; } = Title("STORESCP");

    public byte[] CallingAETitle { get; init; } = Title("HOSTILE");

    public ushort ProtocolVersion { get; init; } = 1;

    public IReadOnlyList<Proposal> Proposals { get; init; } = [Verification, CTImage];

    public byte[] ApplicationContext { get; init; } = Item(0x10, Ascii("1.2.840.10008.3.1.1.1"));

    public uint MaximumLength { get; init; } = 65_536;

    /// <summary>Behind maximum length and implementation identity.</summary>
    public byte[] MoreUserInformation { get; init; } = [];

    /// <summary>In place of the whole user information item.</summary>
    public byte[]? UserInformation { get; init; }

    /// <summary>Behind everything.</summary>
    public byte[] MoreItems { get; init; } = [];

    public static byte[] Title(string title) => Ascii(title.PadRight(16)[..16]);

    public byte[] ToBody() => Join(
        UInt16BE(ProtocolVersion), new byte[2], CalledAETitle, CallingAETitle, new byte[32],
        ApplicationContext, Join([.. Proposals.Select(proposal => proposal.ToItem())]),
        UserInformation ?? Item(0x50, Item(0x51, UInt32BE(MaximumLength)), Item(0x52, Ascii("2.25.1234567")), Item(0x55, Ascii("RAWPEER")), MoreUserInformation),
        MoreItems);

    public byte[] ToPdu() => Pdu(AssociateRQ, ToBody());
}
