namespace StoreScp.Storage;

/// <summary>When a <see cref="Sweep"/> takes an object for an orphan.</summary>
public sealed record SweepOptions
{
    /// <summary>Younger objects may still get their row from the process that wrote them.</summary>
    public TimeSpan OrphanAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How far back the first run looks; null: at everything, which millions of objects in S3 are too many for.</summary>
    public TimeSpan? FirstLookBack { get; init; }
}
