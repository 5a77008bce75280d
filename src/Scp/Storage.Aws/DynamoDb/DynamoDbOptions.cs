namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>Which table the ledger is, and how long it may take.</summary>
public sealed record DynamoDbOptions
{
    /// <summary>The longest that an operation may be let try: a modality waits no longer.</summary>
    public static readonly TimeSpan MaximumBudget = TimeSpan.FromSeconds(25);

    /// <summary>The setting <c>Aws:Table</c>.</summary>
    public required string Table { get; init; }

    /// <summary>All attempts of one operation together, pauses included; of a listing, of each page.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>One request: connect, send and answer. What takes longer is tried again.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Before the second attempt; doubled with each one, and a random part of it waited.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Connections to DynamoDB at a time: an association waits for at most one write.</summary>
    public int MaximumConnections { get; init; } = 400;

    /// <summary>
    /// How long rows in a final state are kept, by DynamoDB's Time to Live; null: for good. A row that is gone is no duplicate's original, is not counted,
    /// and its commitment is refused.
    /// </summary>
    public TimeSpan? KeepFinalRows { get; init; }

    /// <exception cref="StorageSetupException">A value is not allowed.</exception>
    internal DynamoDbOptions Validated()
    {
        if (Table.Length == 0)
            throw new StorageSetupException("The setting Aws:Table is empty; it names the DynamoDB table of the ledger.");
        if (Budget <= TimeSpan.Zero || Budget > MaximumBudget)
            throw new StorageSetupException($"A DynamoDB budget of {Budget.TotalSeconds} s; allowed: over 0, up to {MaximumBudget.TotalSeconds} s.");
        if (AttemptTimeout <= TimeSpan.Zero)
            throw new StorageSetupException($"A DynamoDB attempt of {AttemptTimeout.TotalSeconds} s; allowed: over 0.");
        return this;
    }
}
