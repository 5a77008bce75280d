using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>The association ended under a message: the connection closed or broke, the peer aborted, or a deadline passed. Nobody is there to answer.</summary>
public sealed class AssociationLostException : IOException
{
    private AssociationLostException(AssociationEvent cause, string why, Exception? inner = null) : base(why, inner) => Cause = cause;

    /// <summary>What happened, in the terms of the state table.</summary>
    internal AssociationEvent Cause { get; }

    internal AAbort? PeerAbort { get; private init; }

    /// <summary>We are going down; it is not the peer's fault.</summary>
    internal bool IsShutdown { get; private init; }

    internal static AssociationLostException Closed(string why, Exception? inner = null) => new(AssociationEvent.Evt17TransportClosed, why, inner);

    internal static AssociationLostException AbortedByPeer(AAbort abort) => new(AssociationEvent.Evt16AbortReceived, "the peer aborted") { PeerAbort = abort };

    internal static AssociationLostException TooSlow(string why) => new(AssociationEvent.Evt15AbortRequest, why);

    internal static AssociationLostException ShuttingDown() => new(AssociationEvent.Evt15AbortRequest, "the server is going down") { IsShutdown = true };
}
