namespace StoreScp.Storage;

/// <summary>How far a storage commitment transaction is. It only ever moves down this list.</summary>
public enum CommitmentState
{
    /// <summary>Some instance has no result yet.</summary>
    Waiting,

    /// <summary>Every instance has its result, or the time is over: the peer is to be told.</summary>
    Answering,

    /// <summary>Final: the peer has the answer.</summary>
    Answered,

    /// <summary>Final: the peer could not be told in all the time there was for it.</summary>
    GivenUp,
}
