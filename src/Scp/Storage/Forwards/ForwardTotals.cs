namespace StoreScp.Storage;

/// <summary>The queue of forwards as a whole.</summary>
/// <param name="Waiting">Forwards that are not final.</param>
/// <param name="OldestQueuedAt">Since when the oldest of them is in the queue; null when it is empty.</param>
public sealed record ForwardTotals(long Waiting, DateTimeOffset? OldestQueuedAt);
