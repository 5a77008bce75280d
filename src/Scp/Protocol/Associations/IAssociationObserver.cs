using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>Sees what associations do, for logs and metrics. Called on the association's own loop: be quick, never throw.</summary>
public interface IAssociationObserver
{
    void Accepted(AssociationContext association) { }

    void Rejected(AAssociateRQ request, AAssociateRJ answer, PeerConnection peer) { }

    /// <summary>An instance is about to be answered with a failure: why, as far as it is known.</summary>
    void InstanceRefused(AssociationContext association, CStoreOutcome outcome) { }

    /// <summary>A C-STORE-RSP is written. The duration runs from the last byte of the command to here.</summary>
    void InstanceAnswered(AssociationContext association, CStoreRQ request, DimseStatus status, long dataSetBytes, TimeSpan duration) { }

    /// <summary>Another request (C-ECHO, or one that is refused) is answered.</summary>
    void RequestAnswered(AssociationContext association, CommandField request, DimseStatus status) { }

    /// <summary>A provider or the policy threw what it should not: a bug or a broken dependency; the peer got a failure.</summary>
    void Failed(PeerConnection peer, Exception exception) { }

    /// <summary>The last call, exactly once per association.</summary>
    void Ended(AssociationSummary summary) { }
}
