namespace StoreScp.Protocol.Dimse;

/// <summary>C-STORE-RQ: the command set of a request to store one instance (PS3.7 §9.3.1.1).</summary>
public sealed record CStoreRQ
{
    public required byte PresentationContextID { get; init; }

    public required ushort MessageID { get; init; }

    public required string AffectedSOPClassUID { get; init; }

    /// <summary>As the peer sent it, padding cut: any Latin-1 character, any length up to the command's limit. Check before use in a path, key or log.</summary>
    public required string AffectedSOPInstanceUID { get; init; }

    /// <summary>0 medium, 1 high, 2 low.</summary>
    public ushort Priority { get; init; }

    /// <summary>Who asked for this sub-operation of a C-MOVE.</summary>
    public string? MoveOriginatorApplicationEntityTitle { get; init; }

    public ushort? MoveOriginatorMessageID { get; init; }
}
