namespace StoreScp.Protocol.Dimse;

/// <summary>N-ACTION-RQ: the command set of a request to act on a managed SOP instance (PS3.7 §10.3.5.1).</summary>
public sealed record NActionRQ
{
    public required byte PresentationContextID { get; init; }

    public required ushort MessageID { get; init; }

    public required string RequestedSOPClassUID { get; init; }

    /// <summary>As the peer sent it, padding cut. Compare it; do not use it in a path, key or log.</summary>
    public required string RequestedSOPInstanceUID { get; init; }

    /// <summary>Null when the peer named none.</summary>
    public ushort? ActionTypeID { get; init; }
}
