namespace StoreScp.Emulator;

/// <summary>How long jobs take. All zero: as fast as the machine. AWS needs 90 to 120 s for a small one.</summary>
public sealed record EmulatorDelays
{
    /// <summary>From SUBMITTED to IN_PROGRESS.</summary>
    public TimeSpan Submitted { get; init; }

    /// <summary>From IN_PROGRESS to the end, for each job.</summary>
    public TimeSpan PerJob { get; init; }

    /// <summary>In addition, for each file.</summary>
    public TimeSpan PerFile { get; init; }
}
