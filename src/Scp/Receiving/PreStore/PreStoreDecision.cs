namespace StoreScp.Receiving.PreStore;

/// <summary>What becomes of an instance after its handlers.</summary>
public enum PreStoreDecision
{
    Store,

    /// <summary>Kept as it was received, apart.</summary>
    Quarantine,

    /// <summary>Success, and nothing is stored but its row.</summary>
    Discard,

    /// <summary>A failure status; a row tells why.</summary>
    Refuse,
}
