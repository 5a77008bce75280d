namespace StoreScp.Storage;

/// <summary>What one run of <see cref="Sweep"/> found and did.</summary>
public sealed record SweepReport
{
    /// <summary>Unfinished files of ended processes, removed.</summary>
    public int Abandoned { get; init; }

    public IReadOnlyList<ObjectKey> Adopted { get; init; } = [];

    /// <summary>Where the objects that nobody could adopt are now.</summary>
    public IReadOnlyList<ObjectKey> Quarantined { get; init; } = [];

    /// <summary>Rows in flight whose object is not in the store: a loss that must not be hidden.</summary>
    public IReadOnlyList<InstanceRowKey> Missing { get; init; } = [];
}
