namespace StoreScp.Cloud.Scenario;

/// <summary>An instance as <c>storescp status --instances --json</c> shows it.</summary>
public sealed record ShownInstance(string SOPInstanceUID, string StudyInstanceUID, string State, string? Reason, string? BatchId, string? ImageSetId, int? ImageSetVersion);
