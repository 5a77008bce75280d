namespace StoreScp.Import.Repair;

/// <summary>A batch that cannot be tried again now; the message is a sentence for the operator.</summary>
public sealed class RedriveRefusedException(string message) : Exception(message);
