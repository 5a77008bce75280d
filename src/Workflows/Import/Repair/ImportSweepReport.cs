namespace StoreScp.Import.Repair;

/// <summary>What one run of the <see cref="ImportSweep"/> set going again.</summary>
public sealed record ImportSweepReport
{
    /// <summary>Batches of processes that had ended.</summary>
    public int Sealed { get; init; }

    /// <summary>Batches whose execution was missing or had ended.</summary>
    public int Restarted { get; init; }

    /// <summary>Batches with rows that came too late.</summary>
    public int Redriven { get; init; }

    public bool IsQuiet => this is { Sealed: 0, Restarted: 0, Redriven: 0 };
}
