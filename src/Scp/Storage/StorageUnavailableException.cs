namespace StoreScp.Storage;

/// <summary>A store or ledger cannot do its work now (disk full, I/O error, database locked); the peer is answered A700H and may try again.</summary>
public sealed class StorageUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
