namespace StoreScp.Server.ScaleIn;

/// <summary>The agent did not set the protection; the message says why.</summary>
internal sealed class EcsAgentException(string message, Exception? inner = null) : Exception(message, inner);
