// User information item (PS3.8 §9.3.2.3)
//   offset  length  meaning
//   0       1       item-type 50H
//   1       1       reserved
//   2       2       item-length
//   4       ...     sub-items 51H to 59H, in any order
namespace StoreScp.Protocol.Pdus;

/// <summary>User information: limits, identity and negotiation extras of one side (PS3.8 §9.3.2.3, PS3.7 §D.3.3).</summary>
public sealed record UserInformation
{
    public MaximumLength? MaximumLength { get; init; }
    public ImplementationClassUID? ImplementationClassUID { get; init; }
    public ImplementationVersionName? ImplementationVersionName { get; init; }
    public AsynchronousOperationsWindow? AsynchronousOperationsWindow { get; init; }
    public IReadOnlyList<RoleSelection> RoleSelections { get; init; } = [];
    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];
    public IReadOnlyList<CommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>Who the user of the requestor is; only in A-ASSOCIATE-RQ.</summary>
    public UserIdentityRQ? UserIdentityRQ { get; init; }

    /// <summary>The positive response to <see cref="UserIdentityRQ"/>; only in A-ASSOCIATE-AC.</summary>
    public UserIdentityAC? UserIdentityAC { get; init; }

    internal static UserInformation Read(ReadOnlySpan<byte> body)
    {
        var information = new UserInformation();
        var roles = new List<RoleSelection>();
        var extended = new List<ExtendedNegotiation>();
        var common = new List<CommonExtendedNegotiation>();
        var items = new ItemReader(body);
        while (items.TryRead(out var type, out var item))
        {
            switch (type)
            {
                case ItemType.RoleSelection: roles.Add(RoleSelection.Read(item)); break;
                case ItemType.ExtendedNegotiation: extended.Add(ExtendedNegotiation.Read(item)); break;
                case ItemType.CommonExtendedNegotiation: common.Add(CommonExtendedNegotiation.Read(item)); break;
                default: information = information.With(type, item); break;
            }
        }
        return information with { RoleSelections = roles, ExtendedNegotiations = extended, CommonExtendedNegotiations = common };
    }

    internal void Write(PduWriter writer) => writer.Item(ItemType.UserInformation, this, static (body, information) =>
    {
        information.MaximumLength?.Write(body);
        information.ImplementationClassUID?.Write(body);
        information.AsynchronousOperationsWindow?.Write(body);
        foreach (var role in information.RoleSelections) role.Write(body);
        information.ImplementationVersionName?.Write(body);
        foreach (var extended in information.ExtendedNegotiations) extended.Write(body);
        foreach (var common in information.CommonExtendedNegotiations) common.Write(body);
        information.UserIdentityRQ?.Write(body);
        information.UserIdentityAC?.Write(body);
    });

    // PS3.7 §D.3.3: sub-items that are not known are ignored.
    private UserInformation With(ItemType type, ReadOnlySpan<byte> item) => type switch
    {
        ItemType.MaximumLength => this with { MaximumLength = Pdus.MaximumLength.Read(item) },
        ItemType.ImplementationClassUID => this with { ImplementationClassUID = Pdus.ImplementationClassUID.Read(item) },
        ItemType.ImplementationVersionName => this with { ImplementationVersionName = Pdus.ImplementationVersionName.Read(item) },
        ItemType.AsynchronousOperationsWindow => this with { AsynchronousOperationsWindow = Pdus.AsynchronousOperationsWindow.Read(item) },
        ItemType.UserIdentityRQ => this with { UserIdentityRQ = Pdus.UserIdentityRQ.Read(item) },
        ItemType.UserIdentityAC => this with { UserIdentityAC = Pdus.UserIdentityAC.Read(item) },
        _ => this,
    };
}
