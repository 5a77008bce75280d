namespace StoreScp.LocalRunner.Tests.Support;

/// <summary>What a crash left.</summary>
/// <param name="File">The full path of the copy.</param>
/// <param name="Moment">What had just happened.</param>
/// <param name="Calls">How many Tasks had been called.</param>
internal sealed record Snapshot(string File, string Moment, DateTimeOffset At, int Calls);
