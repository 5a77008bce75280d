namespace StoreScp.Storage;

/// <summary>A store or ledger cannot be opened; the message is one sentence for the person who starts the server.</summary>
public sealed class StorageSetupException(string message, Exception? innerException = null) : Exception(message, innerException);
