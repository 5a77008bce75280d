namespace StoreScp.Plugins.Pipeline;

/// <summary>What a guarded call gave, and what it cost.</summary>
/// <param name="Value">What the call returned.</param>
/// <param name="Elapsed">From the start of the call to its end.</param>
/// <param name="AllocatedBytes">Managed memory that the call allocated, as far as it can be measured.</param>
public readonly record struct GuardedResult<T>(T Value, TimeSpan Elapsed, long AllocatedBytes);
