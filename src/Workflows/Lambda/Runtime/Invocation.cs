namespace StoreScp.Lambda.Runtime;

/// <summary>One invocation as the runtime API hands it over.</summary>
/// <param name="Event">JSON, as it was sent.</param>
/// <param name="Deadline">When Lambda stops the process (<c>Lambda-Runtime-Deadline-Ms</c>).</param>
/// <param name="TraceId">Of AWS X-Ray; null when the service gave none.</param>
internal sealed record Invocation(string RequestId, string Event, DateTimeOffset Deadline, string? TraceId);
