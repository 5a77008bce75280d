namespace StoreScp.Protocol.Associations;

/// <summary>The association ended under a message: the connection closed or broke, the peer aborted, or a deadline passed. Nobody is there to answer.</summary>
public sealed class AssociationLostException(string why, Exception? cause = null) : IOException(why, cause);
