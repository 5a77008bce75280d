namespace StoreScp.Protocol.Pdus;

/// <summary>PDU-type, the first byte of every PDU (PS3.8 §9.3.1).</summary>
public enum PduType : byte
{
    AAssociateRQ = 0x01,
    AAssociateAC = 0x02,
    AAssociateRJ = 0x03,
    PDataTF = 0x04,
    AReleaseRQ = 0x05,
    AReleaseRP = 0x06,
    AAbort = 0x07,
}
