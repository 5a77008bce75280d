namespace StoreScp.Plugins.Hosting.Guarding;

/// <summary>The bounds of one call.</summary>
/// <param name="Deadline">Until the handler is told to stop; a later answer does not count.</param>
/// <param name="MaximumAllocationBytes">Managed memory.</param>
internal sealed record GuardLimits(TimeSpan Deadline, long MaximumAllocationBytes)
{
    /// <summary>From the deadline until a call that does not stop is given up as hanging.</summary>
    public TimeSpan HangGrace { get; init; } = TimeSpan.FromSeconds(1);
}
