namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>How a conditional write ended.</summary>
/// <param name="IsDone">It was written.</param>
/// <param name="Existing">When it was refused: the item as it is; null when there is none.</param>
internal readonly record struct WriteOutcome(bool IsDone, Item? Existing)
{
    public static WriteOutcome Done { get; } = new(true, null);

    public static WriteOutcome Refused(Item? existing) => new(false, existing is { Count: > 0 } ? existing : null);
}
