namespace StoreScp.Receiving.Instances;

/// <summary>What became of an instance whose object is durable.</summary>
internal enum RecordOutcome
{
    Recorded,

    /// <summary>The ledger had this content: counted, and the object is deleted.</summary>
    Duplicate,

    /// <summary>Another content of this UID is stored and the policy is Refuse: the object is deleted.</summary>
    Refused,
}
