// A-RELEASE-RQ (PS3.8 §9.3.6): 05H, reserved, length 4, 4 reserved bytes
namespace StoreScp.Protocol.Pdus;

/// <summary>A-RELEASE-RQ PDU: asks to end the association (PS3.8 §9.3.6).</summary>
public sealed record AReleaseRQ : Pdu
{
    public static AReleaseRQ Instance { get; } = new();

    public override PduType Type => PduType.AReleaseRQ;

    internal override void WriteBody(PduWriter writer) => writer.UInt32(0);
}
