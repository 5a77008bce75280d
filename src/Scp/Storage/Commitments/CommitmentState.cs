namespace StoreScp.Storage;

/// <summary>Where a storage commitment transaction is.</summary>
public enum CommitmentState
{
    /// <summary>Some instance has no result yet; or they all have, and the peer could not be told yet (<see cref="CommitmentRow.DecidedAt"/>).</summary>
    Waiting,

    /// <summary>Its owner is telling the peer.</summary>
    Answering,

    /// <summary>Final: the peer has the answer.</summary>
    Answered,

    /// <summary>Final: the peer could not be told in all the time there was for it.</summary>
    GivenUp,
}
