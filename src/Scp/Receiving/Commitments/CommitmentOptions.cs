namespace StoreScp.Receiving.Commitments;

/// <summary>Limits and times of storage commitment, and what is promised to whom.</summary>
public sealed record CommitmentOptions
{
    /// <summary>References in one request; beyond it the request is refused with 0213H.</summary>
    public int MaximumReferences { get; init; } = 10_000;

    /// <summary>Length of one request's data set; beyond it the request is refused with 0213H.</summary>
    public long MaximumRequestBytes { get; init; } = 4L << 20;

    /// <summary>What all requests in reception may hold together; beyond it one is refused with 0213H.</summary>
    public long MaximumRequestBytesInAll { get; init; } = 16L << 20;

    /// <summary>From the request to its answer, whatever is undecided then.</summary>
    public TimeSpan DecideWithin { get; init; } = TimeSpan.FromHours(24);

    /// <summary>From the request to its answer at the soonest: a peer that waits for none on its association has released it by then.</summary>
    public TimeSpan AnswerDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two looks at what is due.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From the first failure to tell the peer to the next attempt; doubled each time.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan MaximumRetryInterval { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>From the first attempt to tell the peer to the last.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>When a transaction of another process has been due for so long, that process is taken to be gone.</summary>
    public TimeSpan AbandonedAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long nobody else touches a transaction whose peer is being told; longer than all deadlines on the way together.</summary>
    public TimeSpan ClaimTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For AE titles without rules of their own.</summary>
    public CommitmentRules DefaultRules { get; init; } = new(CommitmentPolicy.Imported);

    public IReadOnlyDictionary<string, CommitmentRules> RulesByAETitle { get; init; } = new Dictionary<string, CommitmentRules>();

    public CommitmentRules RulesFor(string callingAETitle) => RulesByAETitle.GetValueOrDefault(callingAETitle, DefaultRules);
}
