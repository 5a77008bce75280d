using StoreScp.Protocol.Dimse;

namespace StoreScp.Cloud.Scenario;

/// <summary>How an instance was answered.</summary>
/// <param name="Wait">From its first byte.</param>
/// <param name="At">When the answer was there.</param>
internal sealed record ModalityAnswer(DimseStatus Status, TimeSpan Wait, DateTimeOffset At);
