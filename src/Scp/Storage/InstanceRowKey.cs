namespace StoreScp.Storage;

/// <summary>The key of an <see cref="InstanceRow"/>.</summary>
public readonly record struct InstanceRowKey(string ReceivedSOPInstanceUID, int Ordinal);
