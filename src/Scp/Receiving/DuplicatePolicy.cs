namespace StoreScp.Receiving;

/// <summary>The same SOP Instance UID again, with another content.</summary>
public enum DuplicatePolicy
{
    /// <summary>Both are stored; the later one is flagged in the ledger.</summary>
    KeepBoth,

    /// <summary>The later one is stored, the earlier ones become Superseded.</summary>
    Replace,

    /// <summary>The later one is refused with 0124H; the earlier one stays.</summary>
    Refuse,
}
