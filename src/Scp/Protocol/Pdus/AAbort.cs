// A-ABORT (PS3.8 §9.3.8)
//   offset  length  meaning
//   0       1       PDU-type 07H
//   1       1       reserved
//   2       4       PDU-length, always 4
//   6       2       reserved
//   8       1       source: 0 service-user, 2 service-provider
//   9       1       reason/diagnostic, significant from the provider only
namespace StoreScp.Protocol.Pdus;

/// <summary>A-ABORT PDU: the association ends now (PS3.8 §9.3.8).</summary>
public sealed record AAbort(AbortSource Source, AbortReason Reason) : Pdu
{
    public override PduType Type => PduType.AAbort;

    internal static AAbort Read(ReadOnlySpan<byte> body) => new((AbortSource)body[2], (AbortReason)body[3]);

    internal override void WriteBody(PduWriter writer) => writer.Bytes([0, 0, (byte)Source, (byte)Reason]);
}
