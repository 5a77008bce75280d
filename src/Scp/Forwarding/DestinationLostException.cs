namespace StoreScp.Forwarding;

/// <summary>The association with a destination ended under an instance; the message is one clause for a person.</summary>
internal sealed class DestinationLostException(string why, Exception cause) : Exception(why, cause);
