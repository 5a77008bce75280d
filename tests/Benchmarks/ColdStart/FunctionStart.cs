namespace StoreScp.Benchmarks.ColdStart;

/// <summary>One fresh process of the functions.</summary>
/// <param name="Initialized">From the start of the process until it asked for its first event: settings are read, the ledger's table is looked at.</param>
/// <param name="FirstAnswer">From the start of the process until its answer to that event.</param>
/// <param name="SecondAnswer">From the second event to its answer, in the same process.</param>
public sealed record FunctionStart(TimeSpan Initialized, TimeSpan FirstAnswer, TimeSpan SecondAnswer, double PeakMebibytes);
