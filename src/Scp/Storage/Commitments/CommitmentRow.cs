namespace StoreScp.Storage;

/// <summary>One storage commitment transaction in the ledger (PS3.4 Annex J). Its references are kept beside it: they never change, and may be many.</summary>
public sealed record CommitmentRow
{
    public required string TransactionUID { get; init; }

    /// <summary>Who asked.</summary>
    public required string CallingAETitle { get; init; }

    /// <summary>The title of ours that was asked, and that the answer comes from.</summary>
    public required string CalledAETitle { get; init; }

    public CommitmentKey Key => new(CallingAETitle, TransactionUID);

    /// <summary>The association it was asked on, the last time.</summary>
    public required string AssociationId { get; init; }

    /// <summary>The process that looks after it: an id that no other process ever had.</summary>
    public required string Owner { get; init; }

    /// <summary>To the millisecond, as all times here.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it is answered at the latest, with what is undecided as failed.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public CommitmentState State { get; init; }

    /// <summary>Counts the writes; an update names the version it was made from (one conditional write).</summary>
    public long Version { get; init; }

    /// <summary>How often we have begun to tell the peer.</summary>
    public int Attempts { get; init; }

    /// <summary>When somebody looks at it next; null when it is final. Until then its owner works on it, or has nothing to do.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When the answer was first clear.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>When it became final.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public bool IsFinal => State is CommitmentState.Answered or CommitmentState.GivenUp;
}
