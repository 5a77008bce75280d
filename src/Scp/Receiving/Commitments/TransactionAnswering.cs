using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.Commitments;

/// <summary>The answer to one due transaction: decided, claimed, told, recorded. Each step may be the last of this process.</summary>
internal sealed class TransactionAnswering(
    ICommitmentLedger commitments, CommitmentJudge judge, CommitmentOptions options, string owner, TimeProvider time, ICommitmentObserver observer)
{
    /// <summary>Longest time between two looks at a transaction that is undecided.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task AnswerAsync(CommitmentRow transaction, AnswerRoutes routes, CancellationToken stop)
    {
        // :: Step 1: decide, anew at every attempt: more may be committed by now
        if (await DecideAsync(transaction, stop) is not { } answer)
        {
            await LookAgainLaterAsync(transaction, stop);
            return;
        }

        // :: Step 2: claim
        if (await ClaimAsync(transaction, stop) is not { } claimed)
            return;

        // :: Step 3: tell
        bool onRequestingAssociation;
        try
        {
            (var status, onRequestingAssociation) = await TellAsync(claimed, answer, routes, stop);
            if (status.IsFailure)
                throw new PeerNotToldException($"it answered the report with {status}");
        }
        catch (PeerNotToldException error)
        {
            await PostponeAsync(claimed, error.Message);
            return;
        }

        // :: Step 4: record; the peer knows, so that it is too late to stop
        await EndAsync(claimed, CommitmentState.Answered);
        observer.Answered(claimed, answer.CommittedCount, answer.FailedCount, onRequestingAssociation);
    }

    /// <summary>Null while an instance is undecided and there is time left.</summary>
    private async ValueTask<CommitmentAnswer?> DecideAsync(CommitmentRow transaction, CancellationToken stop)
    {
        var mayWait = transaction.DecidedAt is null && time.GetUtcNow() < transaction.DueAt;
        var rules = options.RulesFor(transaction.CallingAETitle);
        List<(CommitmentReference, CommitmentVerdict)> verdicts = [];
        foreach (var reference in await commitments.ReferencesOfAsync(transaction.Key, stop))
        {
            var verdict = await judge.JudgeAsync(reference, rules, stop);
            if (verdict == CommitmentVerdict.Undecided && mayWait)
                return null;
            verdicts.Add((reference, verdict));
        }
        return new CommitmentAnswer(transaction.TransactionUID, verdicts);
    }

    private async ValueTask LookAgainLaterAsync(CommitmentRow transaction, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var next = now + WaitAfter(now - transaction.ReceivedAt);
        await commitments.UpdateCommitmentAsync(transaction with { Owner = owner, NextAttemptAt = next }, stop);
    }

    /// <summary>Null when another was faster.</summary>
    private ValueTask<CommitmentRow?> ClaimAsync(CommitmentRow transaction, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var claimed = transaction with
        {
            State = CommitmentState.Answering,
            Owner = owner,
            Attempts = transaction.Attempts + 1,
            NextAttemptAt = now + options.ClaimTime,
            DecidedAt = transaction.DecidedAt ?? now,
        };
        return commitments.UpdateCommitmentAsync(claimed, stop);
    }

    private static async ValueTask<(DimseStatus Status, bool OnRequestingAssociation)> TellAsync(
        CommitmentRow transaction, CommitmentAnswer answer, AnswerRoutes routes, CancellationToken stop)
    {
        if (routes.FindRequesting(transaction) is { } requesting)
        {
            try
            {
                return (await TellAsync(answer, requesting, stop), true);
            }
            catch (PeerNotToldException)
            {
                // It was released under the report: a new association it is, as if this one had been over before.
            }
        }
        var opened = await routes.OpenAsync(stop);
        try
        {
            return (await TellAsync(answer, opened, stop), false);
        }
        catch (PeerNotToldException)
        {
            await routes.CloseAsync();
            throw;
        }
    }

    private static Task<DimseStatus> TellAsync(CommitmentAnswer answer, IAnswerRoute route, CancellationToken stop) =>
        route.ReportAsync(answer.ToRequest(route.Context), answer.ToDataSet(route.Context), stop);

    private async ValueTask PostponeAsync(CommitmentRow claimed, string why)
    {
        var now = time.GetUtcNow();
        if (now - claimed.DecidedAt >= options.RetryFor)
        {
            await EndAsync(claimed, CommitmentState.GivenUp);
            observer.GivenUp(claimed, why);
            return;
        }
        var postponed = await commitments.UpdateCommitmentAsync(
            claimed with { State = CommitmentState.Waiting, NextAttemptAt = now + RetryAfter(claimed.Attempts) }, CancellationToken.None);
        if (postponed is not null)
            observer.Postponed(postponed, why);
    }

    private async ValueTask EndAsync(CommitmentRow claimed, CommitmentState state) => await commitments.UpdateCommitmentAsync(
        claimed with { State = state, NextAttemptAt = null, EndedAt = time.GetUtcNow() }, CancellationToken.None);

    // The older a transaction, the longer it will take: at most a tenth of its age is added.
    private TimeSpan WaitAfter(TimeSpan age) => Min(LongestWait, age / 10 > options.CheckInterval ? age / 10 : options.CheckInterval);

    private TimeSpan RetryAfter(int attempts) => Min(options.MaximumRetryInterval, options.RetryInterval * Math.Pow(2, Math.Min(attempts - 1, 30)));

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
