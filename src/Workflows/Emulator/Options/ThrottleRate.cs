namespace StoreScp.Emulator;

/// <summary>A token bucket: calls per second in the long run, and at once after a pause.</summary>
public readonly record struct ThrottleRate(double PerSecond, int Burst);
