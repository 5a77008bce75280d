namespace StoreScp.Protocol.Associations;

/// <summary>How an association, or the attempt at one, ended.</summary>
public enum AssociationEndKind
{
    /// <summary>A-RELEASE, by agreement.</summary>
    Released,

    /// <summary>The peer sent A-ABORT.</summary>
    AbortedByPeer,

    /// <summary>We sent A-ABORT: the peer broke the standard, a limit or a deadline.</summary>
    AbortedByUs,

    /// <summary>We sent A-ASSOCIATE-RJ.</summary>
    Rejected,

    /// <summary>The connection closed or broke without a word, after the peer had said something.</summary>
    ConnectionLost,

    /// <summary>The peer connected, said nothing and went: a load balancer's probe.</summary>
    SilentProbe,

    /// <summary>No whole A-ASSOCIATE-RQ came in time: closed without a word, as AA-2 has it.</summary>
    RequestTimedOut,

    /// <summary>We sent A-ABORT (or, before any request, just closed) because the server is going down.</summary>
    DrainedAbort,
}
