namespace StoreScp.Protocol.Pdus;

/// <summary>A control PDU, read whole: every PDU but P-DATA-TF, which is streamed (PS3.8 §9.3).</summary>
public abstract record Pdu
{
    public abstract PduType Type { get; }

    /// <summary>Writes what follows the six bytes of PDU-type, reserved and PDU-length.</summary>
    internal abstract void WriteBody(PduWriter writer);

    /// <summary>The whole PDU as bytes on the wire.</summary>
    public byte[] ToBytes()
    {
        var writer = new PduWriter();
        writer.Pdu(this);
        return writer.ToArray();
    }
}
