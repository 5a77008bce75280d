// Asynchronous operations window sub-item (PS3.7 §D.3.3.3): 53H, reserved, length 4, then
//   4       2       maximum-number-operations-invoked; 0 = no limit
//   6       2       maximum-number-operations-performed; 0 = no limit
namespace StoreScp.Protocol.Pdus;

/// <summary>How many operations may be outstanding; absent means 1 and 1 (PS3.7 §D.3.3.3).</summary>
public sealed record AsynchronousOperationsWindow(ushort MaximumInvoked, ushort MaximumPerformed)
{
    internal static AsynchronousOperationsWindow Read(ReadOnlySpan<byte> body)
    {
        var fields = new FieldReader(body, "asynchronous operations window");
        return new AsynchronousOperationsWindow(fields.UInt16(), fields.UInt16());
    }

    internal void Write(PduWriter writer) => writer.Item(ItemType.AsynchronousOperationsWindow, this, static (body, item) =>
    {
        body.UInt16(item.MaximumInvoked);
        body.UInt16(item.MaximumPerformed);
    });
}
