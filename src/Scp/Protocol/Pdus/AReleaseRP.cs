// A-RELEASE-RP (PS3.8 §9.3.7): 06H, reserved, length 4, 4 reserved bytes
namespace StoreScp.Protocol.Pdus;

/// <summary>A-RELEASE-RP PDU: the association has ended by agreement (PS3.8 §9.3.7).</summary>
public sealed record AReleaseRP : Pdu
{
    public static AReleaseRP Instance { get; } = new();

    public override PduType Type => PduType.AReleaseRP;

    internal override void WriteBody(PduWriter writer) => writer.UInt32(0);
}
