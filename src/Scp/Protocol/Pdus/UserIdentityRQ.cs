// User identity sub-item of A-ASSOCIATE-RQ (PS3.7 §D.3.3.7.1): 58H, reserved, length, then
//   4       1       user-identity-type
//   5       1       positive-response-requested
//   6       2       primary-field-length
//   8       ...     primary-field
//   +0      2       secondary-field-length, 0 unless type 2
//   +2      ...     secondary-field
namespace StoreScp.Protocol.Pdus;

/// <summary>Who the requestor's user is: name, name and passcode, Kerberos ticket, SAML assertion or JSON web token (PS3.7 §D.3.3.7.1).</summary>
public sealed record UserIdentityRQ(
    UserIdentityType UserIdentityType, bool PositiveResponseRequested, ReadOnlyMemory<byte> PrimaryField, ReadOnlyMemory<byte> SecondaryField)
{
    internal static UserIdentityRQ Read(ReadOnlySpan<byte> body)
    {
        var fields = new FieldReader(body, "user identity");
        var type = (UserIdentityType)fields.Byte();
        var positiveResponse = fields.Byte() != 0;
        var primary = fields.LengthAndBytes().ToArray();
        // Senders of the other types leave the empty secondary field out.
        var secondary = fields.IsAtEnd ? [] : fields.LengthAndBytes().ToArray();
        return new UserIdentityRQ(type, positiveResponse, primary, secondary);
    }

    internal void Write(PduWriter writer) => writer.Item(ItemType.UserIdentityRQ, this, static (body, item) =>
    {
        body.Byte((byte)item.UserIdentityType);
        body.Byte(item.PositiveResponseRequested ? (byte)1 : (byte)0);
        body.LengthAndBytes(item.PrimaryField.Span);
        body.LengthAndBytes(item.SecondaryField.Span);
    });

    /// <summary>Names the type only: the fields are credentials.</summary>
    public override string ToString() => $"user identity type {UserIdentityType}";
}
