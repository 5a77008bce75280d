namespace StoreScp.Plugins.Pipeline;

/// <summary>What becomes of an instance whose handler failed.</summary>
public enum FailureAction
{
    /// <summary>A700H: the peer keeps it and sends it again.</summary>
    Refuse,

    /// <summary>Kept as it was received, apart from the others; the peer gets Success.</summary>
    Quarantine,

    /// <summary>Goes on as if the handler were not there. Not for handlers that protect patients.</summary>
    Bypass,
}
