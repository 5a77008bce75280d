namespace StoreScp.Storage;

/// <summary>An instance that a peer wants committed, by the UIDs it sent (PS3.4 Table J.3-1).</summary>
public readonly record struct CommitmentReference(string ReferencedSOPClassUID, string ReferencedSOPInstanceUID);
