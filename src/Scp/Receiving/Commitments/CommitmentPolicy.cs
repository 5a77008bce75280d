namespace StoreScp.Receiving.Commitments;

/// <summary>How far an instance must be before we commit to its safekeeping (PS3.4 §J.1).</summary>
public enum CommitmentPolicy
{
    /// <summary>HealthImaging has it.</summary>
    Imported,

    /// <summary>Its object is in the store.</summary>
    Stored,
}
