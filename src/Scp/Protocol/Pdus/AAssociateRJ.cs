// A-ASSOCIATE-RJ (PS3.8 §9.3.4)
//   offset  length  meaning
//   0       1       PDU-type 03H
//   1       1       reserved
//   2       4       PDU-length, always 4
//   6       1       reserved
//   7       1       result: 1 permanent, 2 transient
//   8       1       source: 1 service-user, 2 service-provider (ACSE), 3 service-provider (presentation)
//   9       1       reason, by source
namespace StoreScp.Protocol.Pdus;

/// <summary>A-ASSOCIATE-RJ PDU: the association is refused, with the standard's result, source and reason (PS3.8 §9.3.4).</summary>
public sealed record AAssociateRJ(byte Result, byte Source, byte Reason) : Pdu
{
    public static AAssociateRJ NoReasonGiven { get; } = new(1, 1, 1);
    public static AAssociateRJ ApplicationContextNameNotSupported { get; } = new(1, 1, 2);
    public static AAssociateRJ CallingAETitleNotRecognized { get; } = new(1, 1, 3);
    public static AAssociateRJ CalledAETitleNotRecognized { get; } = new(1, 1, 7);
    public static AAssociateRJ ProviderNoReasonGiven { get; } = new(1, 2, 1);
    public static AAssociateRJ ProtocolVersionNotSupported { get; } = new(1, 2, 2);

    /// <summary>Transient: try again, something on our side is not ready.</summary>
    public static AAssociateRJ ProviderFailure { get; } = new(2, 2, 1);
    public static AAssociateRJ TemporaryCongestion { get; } = new(2, 3, 1);
    public static AAssociateRJ LocalLimitExceeded { get; } = new(2, 3, 2);

    public bool IsTransient => Result == 2;

    public override PduType Type => PduType.AAssociateRJ;

    internal static AAssociateRJ Read(ReadOnlySpan<byte> body) => new(body[1], body[2], body[3]);

    internal override void WriteBody(PduWriter writer) => writer.Bytes([0, Result, Source, Reason]);

    public override string ToString() => $"A-ASSOCIATE-RJ result {Result} source {Source} reason {Reason}";
}
