using StoreScp.Storage;

namespace StoreScp.Receiving.Commitments;

/// <summary>Sees what becomes of storage commitment transactions, for logs and metrics. Be quick, never throw.</summary>
public interface ICommitmentObserver
{
    /// <summary>A new transaction is durable.</summary>
    void Requested(CommitmentRow transaction, int referenceCount) { }

    /// <summary>The peer has the answer.</summary>
    /// <param name="onRequestingAssociation">False when an association was opened for it.</param>
    void Answered(CommitmentRow transaction, int committedCount, int failedCount, bool onRequestingAssociation) { }

    /// <summary>The peer could not be told; the transaction says when it is tried again.</summary>
    void Postponed(CommitmentRow transaction, string why) { }

    /// <summary>The peer could not be told in all the time there was for it.</summary>
    void GivenUp(CommitmentRow transaction, string why) { }

    /// <summary>The ledger is out of order, or we are: it is tried again later.</summary>
    void Failed(Exception exception) { }
}
