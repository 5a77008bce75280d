namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>A range of sort keys, both ends included, and the direction to read it in.</summary>
internal readonly record struct SortRange(string From, string To, bool Descending = false)
{
    // Before and behind every sort key that the ledger writes: they begin with a digit, a letter or #.
    private const string Start = "!";
    private const string End = "~";

    public static SortRange All { get; } = new(Start, End);

    public static SortRange UpTo(string to) => new(Start, to);

    public static SortRange StartingWith(string prefix) => new(prefix, prefix + End);

    public SortRange NewestFirst => this with { Descending = true };

    /// <summary>Receipts that began at <paramref name="since"/> or later and before <paramref name="until"/>, which is later.</summary>
    public static SortRange Receipts(DateTimeOffset since, DateTimeOffset until) =>
        new(ReceiptId.FirstAt(since).ToString(), ReceiptId.FirstAt(until.AddMilliseconds(-1)).ToString()[..12] + "g");
}
