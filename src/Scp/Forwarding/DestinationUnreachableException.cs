namespace StoreScp.Forwarding;

/// <summary>No association with a destination; the message is one clause for a person.</summary>
public sealed class DestinationUnreachableException(string why, Exception? cause = null) : Exception(why, cause);
