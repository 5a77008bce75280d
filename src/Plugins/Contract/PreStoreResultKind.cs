namespace StoreScp.Plugins;

/// <summary>What a handler decided.</summary>
public enum PreStoreResultKind
{
    /// <summary>The next handler, and then the store.</summary>
    Continue,

    /// <summary>As Continue, and the instance is delivered by the named routes.</summary>
    Route,

    /// <summary>Kept as it was received, but apart: nothing is sent on until a person has looked. The peer gets Success.</summary>
    Quarantine,

    /// <summary>Not stored at all; the ledger says why. The peer gets Success.</summary>
    Discard,

    /// <summary>Not stored; the peer gets a failure status.</summary>
    Refuse,
}
