// Implementation version name sub-item (PS3.7 §D.3.3.2): 55H, reserved, length, then
//   4       1–16    implementation-version-name, ISO 646
namespace StoreScp.Protocol.Pdus;

/// <summary>The version of an implementation, 1 to 16 characters (PS3.7 §D.3.3.2).</summary>
public sealed record ImplementationVersionName(string Name)
{
    // Longer names than the standard's 16 characters are seen; more than that says nothing.
    private const int MaximumLength = 64;

    internal static ImplementationVersionName Read(ReadOnlySpan<byte> body) => new(AETitle.Read(body[..Math.Min(body.Length, MaximumLength)]));

    internal void Write(PduWriter writer) => writer.Item(ItemType.ImplementationVersionName, Name);
}
