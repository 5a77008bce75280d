// Implementation class UID sub-item (PS3.7 §D.3.3.2): 52H, reserved, length, then
//   4       ...     implementation-class-uid
namespace StoreScp.Protocol.Pdus;

/// <summary>The UID that names an implementation's class (PS3.7 §D.3.3.2).</summary>
public sealed record ImplementationClassUID(string UID)
{
    internal static ImplementationClassUID Read(ReadOnlySpan<byte> body) => new(UIDField.Read(body));

    internal void Write(PduWriter writer) => writer.Item(ItemType.ImplementationClassUID, UID);
}
