using StoreScp.Storage;

namespace StoreScp.Receiving.Commitments;

/// <summary>
/// Looks again and again at the transactions that are due, and answers them peer by peer: a peer that cannot be reached delays no other.
/// Several processes may do this on one ledger.
/// </summary>
internal sealed class CommitmentAnswers(
    ICommitmentLedger commitments, CommitmentJudge judge, RequestingAssociations requesting, IAnsweringAssociations outgoing, CommitmentOptions options,
    string owner, TimeProvider time, ICommitmentObserver observer)
{
    /// <summary>Transactions taken up in one look.</summary>
    private const int MaximumDue = 500;

    private readonly TransactionAnswering _answering = new(commitments, judge, options, owner, time, observer);
    private readonly Dictionary<(string, string), Task> _peers = [];

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(options.CheckInterval, time);
        try
        {
            do
                await LookAsync(stop);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // What is in hand is taken up again by whoever comes next.
        }
        await Task.WhenAll(_peers.Values);
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            var now = time.GetUtcNow();
            var due = await commitments.ListDueCommitmentsAsync(owner, now, now - options.AbandonedAfter, MaximumDue, stop);
            foreach (var ended in _peers.Where(peer => peer.Value.IsCompleted).Select(peer => peer.Key).ToList())
                _peers.Remove(ended);
            foreach (var peer in due.GroupBy(transaction => (transaction.CallingAETitle, transaction.CalledAETitle)))
            {
                if (!_peers.ContainsKey(peer.Key))
                    _peers.Add(peer.Key, AnswerPeerAsync([.. peer], stop));
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            observer.Failed(error);
        }
    }

    private async Task AnswerPeerAsync(IReadOnlyList<CommitmentRow> due, CancellationToken stop)
    {
        try
        {
            await using var routes = new AnswerRoutes(requesting, outgoing, due[0].CallingAETitle, due[0].CalledAETitle);
            foreach (var transaction in due)
                await _answering.AnswerAsync(transaction, routes, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // See RunAsync.
        }
        catch (Exception error)
        {
            // The transaction in hand stays claimed for a while and is tried again then; so are those that were not reached.
            observer.Failed(error);
        }
    }
}
