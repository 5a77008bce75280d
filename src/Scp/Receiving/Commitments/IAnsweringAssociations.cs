namespace StoreScp.Receiving.Commitments;

/// <summary>Opens associations to peers that asked for a commitment, with ourselves as the SCP of it (PS3.4 §J.3.3, PS3.7 §D.3.3.4).</summary>
public interface IAnsweringAssociations
{
    /// <param name="peerAETitle">Whom to call.</param>
    /// <param name="ourAETitle">As whom: the title that the peer had called.</param>
    /// <exception cref="PeerNotToldException">We do not know where it is, it cannot be reached, or it does not accept.</exception>
    Task<IAnswerRoute> OpenAsync(string peerAETitle, string ourAETitle, CancellationToken cancellation);
}
