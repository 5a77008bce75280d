namespace StoreScp.Receiving.Commitments;

/// <summary>The peer cannot be told of its commitment now.</summary>
/// <param name="sentence">For the log; nothing a peer wrote.</param>
public sealed class PeerNotToldException(string sentence, Exception? cause = null) : Exception(sentence, cause);
