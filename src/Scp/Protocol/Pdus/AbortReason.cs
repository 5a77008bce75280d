namespace StoreScp.Protocol.Pdus;

/// <summary>Why the service-provider aborts: the reason field of A-ABORT (PS3.8 §9.3.8); not significant from a service-user.</summary>
public enum AbortReason : byte
{
    NotSpecified = 0,
    UnrecognizedPdu = 1,
    UnexpectedPdu = 2,
    UnrecognizedPduParameter = 4,
    UnexpectedPduParameter = 5,
    InvalidPduParameterValue = 6,
}
