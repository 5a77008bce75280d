namespace StoreScp.Cloud.Faults;

/// <summary>A fault that happened.</summary>
public sealed record FaultRecord(DateTimeOffset At, FaultKind Kind, FaultRequest Request);
