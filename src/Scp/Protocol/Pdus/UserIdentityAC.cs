// User identity sub-item of A-ASSOCIATE-AC (PS3.7 §D.3.3.7.2): 59H, reserved, length, then
//   4       2       server-response-length, 0 for username types
//   6       ...     server-response
namespace StoreScp.Protocol.Pdus;

/// <summary>The acceptor's positive response to a user identity (PS3.7 §D.3.3.7.2).</summary>
public sealed record UserIdentityAC(ReadOnlyMemory<byte> ServerResponse)
{
    internal static UserIdentityAC Read(ReadOnlySpan<byte> body) => new(new FieldReader(body, "user identity response").LengthAndBytes().ToArray());

    internal void Write(PduWriter writer) => writer.Item(ItemType.UserIdentityAC, this, static (body, item) => body.LengthAndBytes(item.ServerResponse.Span));

    /// <summary>Says only that there is one: the response may be a credential.</summary>
    public override string ToString() => "user identity response";
}
