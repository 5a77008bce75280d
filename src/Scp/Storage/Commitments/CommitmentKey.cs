namespace StoreScp.Storage;

/// <summary>Names a storage commitment transaction: a Transaction UID is unique among those of one AE title (PS3.4 §J.3.2).</summary>
public readonly record struct CommitmentKey(string CallingAETitle, string TransactionUID);
