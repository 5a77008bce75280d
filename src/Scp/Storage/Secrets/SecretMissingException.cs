namespace StoreScp.Storage;

/// <summary>There is no such secret, or it must not be read, or it is none that can be used: the message names it and the cause. Waiting does not help.</summary>
public sealed class SecretMissingException(string message, Exception? innerException = null) : Exception(message, innerException);
