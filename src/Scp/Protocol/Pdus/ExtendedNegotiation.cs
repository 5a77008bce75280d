// SOP class extended negotiation sub-item (PS3.7 §D.3.3.5): 56H, reserved, length, then
//   4       2       SOP-class-uid-length
//   6       ...     SOP-class-uid
//   +0      ...     service-class-application-information (for storage PS3.4 §B.3.1)
namespace StoreScp.Protocol.Pdus;

/// <summary>What a service class negotiates beyond the standard's basics, per SOP class (PS3.7 §D.3.3.5).</summary>
public sealed record ExtendedNegotiation(string SOPClassUID, ReadOnlyMemory<byte> ApplicationInformation)
{
    internal static ExtendedNegotiation Read(ReadOnlySpan<byte> body)
    {
        var fields = new FieldReader(body, "SOP class extended negotiation");
        return new ExtendedNegotiation(fields.LengthAndUID(), fields.Rest().ToArray());
    }

    internal void Write(PduWriter writer) => writer.Item(ItemType.ExtendedNegotiation, this, static (body, item) =>
    {
        body.LengthAndText(item.SOPClassUID);
        body.Bytes(item.ApplicationInformation.Span);
    });
}
