// SCP/SCU role selection sub-item (PS3.7 §D.3.3.4): 54H, reserved, length, then
//   4       2       UID-length
//   6       ...     SOP-class-uid
//   +0      1       SCU-role: 1 = proposed (RQ), accepted (AC)
//   +1      1       SCP-role
namespace StoreScp.Protocol.Pdus;

/// <summary>Which roles the requestor takes for a SOP class, or may take (PS3.7 §D.3.3.4).</summary>
public sealed record RoleSelection(string SOPClassUID, bool SCURole, bool SCPRole)
{
    internal static RoleSelection Read(ReadOnlySpan<byte> body)
    {
        var fields = new FieldReader(body, "role selection");
        return new RoleSelection(fields.LengthAndUID(), fields.Byte() != 0, fields.Byte() != 0);
    }

    internal void Write(PduWriter writer) => writer.Item(ItemType.RoleSelection, this, static (body, item) =>
    {
        body.LengthAndText(item.SOPClassUID);
        body.Byte(item.SCURole ? (byte)1 : (byte)0);
        body.Byte(item.SCPRole ? (byte)1 : (byte)0);
    });
}
