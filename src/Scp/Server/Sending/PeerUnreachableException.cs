namespace StoreScp.Server.Sending;

/// <summary>No connection to the peer; the message is one sentence for a person.</summary>
internal sealed class PeerUnreachableException(string sentence, Exception? cause = null) : Exception(sentence, cause);
