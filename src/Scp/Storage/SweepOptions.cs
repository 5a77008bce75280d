namespace StoreScp.Storage;

/// <summary>When a <see cref="Sweep"/> takes an object for an orphan.</summary>
public sealed record SweepOptions
{
    /// <summary>Younger objects may still get their row from the process that wrote them.</summary>
    public TimeSpan OrphanAge { get; init; } = TimeSpan.FromMinutes(15);
}
