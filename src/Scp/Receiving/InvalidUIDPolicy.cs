namespace StoreScp.Receiving;

/// <summary>An instance with a UID of other characters than digits and dots, or of more than 64.</summary>
public enum InvalidUIDPolicy
{
    /// <summary>Answered with C000H, not stored.</summary>
    Refuse,

    /// <summary>Stored under a hashed key with the final state Quarantined, and answered with Success.</summary>
    Quarantine,
}
