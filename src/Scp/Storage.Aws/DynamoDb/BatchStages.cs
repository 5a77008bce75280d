namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>
/// The work lists of batches; a batch is in at most one. Sealed and importing share one whose key does not change: the index, which lags behind the table, cannot lose
/// one between the two, and the batch itself, read consistently, tells its state.
/// </summary>
internal static class BatchStages
{
    /// <summary>By the time it was opened.</summary>
    public const string Open = "W#Open";

    /// <summary>Sealed or importing, by the time it was sealed.</summary>
    public const string Running = "W#Running";

    /// <summary>Final, by the time to look for rows that came too late.</summary>
    public const string Watched = "W#Watched";

    /// <summary>Completed, and its objects still there, by its id.</summary>
    public const string Unretired = "W#Unretired";

    /// <summary>The first look for late rows, after a batch became final; each further one comes after as long again as it has been final.</summary>
    public static readonly TimeSpan FirstWatch = TimeSpan.FromMinutes(1);

    public static bool HasObjects(BatchRow batch) => batch is { State: BatchState.Completed, RetiredAt: null };

    public static void Set(Item item, BatchRow batch, DateTimeOffset now)
    {
        var (stage, sort) = batch switch
        {
            { State: BatchState.Open } => (Open, SortOf(batch.OpenedAt, batch.Id)),
            { IsFinal: false } => (Running, SortOf(batch.SealedAt ?? batch.OpenedAt, batch.Id)),
            // Since it became final rows may have come already: the first look is at once.
            _ => (Watched, SortOf(now, batch.Id)),
        };
        item[DynamoDbTable.Work.PartitionKey] = ItemValue.Of(PartitionOf(stage, batch.Id));
        item[DynamoDbTable.Work.SortKey] = ItemValue.Of(sort);
    }

    public static string PartitionOf(string stage, BatchId batch) => LedgerKeys.Work(stage, LedgerKeys.WorkShardOf(batch.ToString()));

    public static string SortOf(DateTimeOffset time, BatchId batch) => $"{LedgerKeys.Time(time)}#{batch}";

    public static string StageOf(BatchState state) => state switch
    {
        BatchState.Open => Open,
        BatchState.Sealed or BatchState.Importing => Running,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Only batches that are not final are listed by state."),
    };

    /// <summary>When to look again at a final batch that has nothing in flight.</summary>
    public static DateTimeOffset NextWatch(BatchRow batch, DateTimeOffset now)
    {
        var final = now - (batch.ClosedAt ?? batch.OpenedAt);
        return now + (final > FirstWatch ? final : FirstWatch);
    }
}
