namespace StoreScp.Testing.Peers;

/// <summary>What the server sent: type and body of one PDU.</summary>
public sealed record ReceivedPdu(byte Type, byte[] Body)
{
    public override string ToString() => Type switch
    {
        Wire.AssociateAC => "A-ASSOCIATE-AC",
        Wire.AssociateRJ => $"A-ASSOCIATE-RJ {Body[1]}/{Body[2]}/{Body[3]}",
        Wire.PDataTF => "P-DATA-TF",
        Wire.ReleaseRQ => "A-RELEASE-RQ",
        Wire.ReleaseRP => "A-RELEASE-RP",
        Wire.Abort => $"A-ABORT {Body[2]}/{Body[3]}",
        _ => $"PDU of type {Type}",
    };

    /// <summary>Result of each presentation context of an A-ASSOCIATE-AC and the transfer syntax (PS3.8 §9.3.3.2).</summary>
    public IReadOnlyDictionary<byte, (byte Result, string TransferSyntax)> PresentationContexts()
    {
        Dictionary<byte, (byte, string)> contexts = [];
        for (var at = 68; at < Body.Length;)
        {
            var length = (Body[at + 2] << 8) | Body[at + 3];
            if (Body[at] == 0x21)
            {
                var syntaxLength = length > 8 ? (Body[at + 10] << 8) | Body[at + 11] : 0;
                contexts.Add(Body[at + 4], (Body[at + 6], System.Text.Encoding.ASCII.GetString(Body, at + 12, syntaxLength)));
            }
            at += 4 + length;
        }
        return contexts;
    }
}
