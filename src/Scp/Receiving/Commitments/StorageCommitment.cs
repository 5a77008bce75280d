using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.Commitments;

/// <summary>The Storage Commitment service class of one server (PS3.4 Annex J): takes requests, and answers them when their instances have their results.</summary>
public sealed class StorageCommitment
{
    private readonly CommitmentAnswers _answers;

    /// <param name="outgoing">For answers to peers whose association is over.</param>
    /// <param name="owner">This process: an id that no other process ever had.</param>
    /// <param name="protection">How the ledger holds the UIDs of instances that were de-identified; null: there are none.</param>
    public StorageCommitment(
        ICommitmentLedger commitments, ILedgerReader ledger, IInstanceStore store, IAnsweringAssociations outgoing, CommitmentOptions options, string owner,
        TimeProvider time, ICommitmentObserver observer, IdentifierProtection? protection = null)
    {
        var requesting = new RequestingAssociations();
        Scp = new StorageCommitmentScp(commitments, store, requesting, options, owner, time, observer);
        _answers = new CommitmentAnswers(
            commitments, new CommitmentJudge(ledger, store, protection), requesting, outgoing, options, owner, time, observer);
    }

    /// <summary>For every association; thread safe.</summary>
    public INActionProvider Scp { get; }

    /// <summary>Answers what is due, again and again, until it is told to stop; then it leaves what it has in hand to the next start.</summary>
    public Task AnswerAsync(CancellationToken stop) => _answers.RunAsync(stop);
}
