using static StoreScp.Protocol.Associations.AssociationAction;
using static StoreScp.Protocol.Associations.AssociationState;

namespace StoreScp.Protocol.Associations;

/// <summary>The upper layer protocol machine as data: (state, event) gives action and next state (PS3.8 Table 9-10).</summary>
public static class StateTable
{
    private const AssociationAction ____ = 0;
    private const AssociationAction AE1_ = AE1TransportConnect;
    private const AssociationAction AE2_ = AE2SendAssociateRQ;
    private const AssociationAction AE3_ = AE3ConfirmAccept;
    private const AssociationAction AE4_ = AE4ConfirmReject;
    private const AssociationAction AE5_ = AE5TransportResponse;
    private const AssociationAction AE6_ = AE6AcceptOrReject;
    private const AssociationAction AE7_ = AE7SendAssociateAC;
    private const AssociationAction AE8_ = AE8SendAssociateRJ;
    private const AssociationAction DT1_ = DT1SendPData;
    private const AssociationAction DT2_ = DT2IndicatePData;
    private const AssociationAction AR1_ = AR1SendReleaseRQ;
    private const AssociationAction AR2_ = AR2IndicateRelease;
    private const AssociationAction AR3_ = AR3ConfirmReleaseAndClose;
    private const AssociationAction AR4_ = AR4SendReleaseRP;
    private const AssociationAction AR5_ = AR5StopArtim;
    private const AssociationAction AR6_ = AR6IndicatePData;
    private const AssociationAction AR7_ = AR7SendPData;
    private const AssociationAction AR8_ = AR8IndicateReleaseCollision;
    private const AssociationAction AR9_ = AR9SendReleaseRP;
    private const AssociationAction AR10 = AR10ConfirmRelease;
    private const AssociationAction AA1_ = AA1SendAbortAsUser;
    private const AssociationAction AA2_ = AA2Close;
    private const AssociationAction AA3_ = AA3IndicateAbortAndClose;
    private const AssociationAction AA4_ = AA4IndicateProviderAbort;
    private const AssociationAction AA5_ = AA5StopArtim;
    private const AssociationAction AA6_ = AA6Ignore;
    private const AssociationAction AA7_ = AA7SendAbort;
    private const AssociationAction AA8_ = AA8SendAbortAsProvider;

    // One row per event, one column per state Sta1 to Sta13, as the standard prints it.
    private static readonly AssociationAction[][] Rows =
    [
        [AE1_, ____, ____, ____, ____, ____, ____, ____, ____, ____, ____, ____, ____], // Evt1
        [____, ____, ____, AE2_, ____, ____, ____, ____, ____, ____, ____, ____, ____], // Evt2
        [____, AA1_, AA8_, ____, AE3_, AA8_, AA8_, AA8_, AA8_, AA8_, AA8_, AA8_, AA6_], // Evt3
        [____, AA1_, AA8_, ____, AE4_, AA8_, AA8_, AA8_, AA8_, AA8_, AA8_, AA8_, AA6_], // Evt4
        [AE5_, ____, ____, ____, ____, ____, ____, ____, ____, ____, ____, ____, ____], // Evt5
        [____, AE6_, AA8_, ____, AA8_, AA8_, AA8_, AA8_, AA8_, AA8_, AA8_, AA8_, AA7_], // Evt6
        [____, ____, AE7_, ____, ____, ____, ____, ____, ____, ____, ____, ____, ____], // Evt7
        [____, ____, AE8_, ____, ____, ____, ____, ____, ____, ____, ____, ____, ____], // Evt8
        [____, ____, ____, ____, ____, DT1_, ____, AR7_, ____, ____, ____, ____, ____], // Evt9
        [____, AA1_, AA8_, ____, AA8_, DT2_, AR6_, AA8_, AA8_, AA8_, AA8_, AA8_, AA6_], // Evt10
        [____, ____, ____, ____, ____, AR1_, ____, ____, ____, ____, ____, ____, ____], // Evt11
        [____, AA1_, AA8_, ____, AA8_, AR2_, AR8_, AA8_, AA8_, AA8_, AA8_, AA8_, AA6_], // Evt12
        [____, AA1_, AA8_, ____, AA8_, AA8_, AR3_, AA8_, AA8_, AR10, AR3_, AA8_, AA6_], // Evt13
        [____, ____, ____, ____, ____, ____, ____, AR4_, AR9_, ____, ____, AR4_, ____], // Evt14
        [____, ____, AA1_, AA2_, AA1_, AA1_, AA1_, AA1_, AA1_, AA1_, AA1_, AA1_, ____], // Evt15
        [____, AA2_, AA3_, ____, AA3_, AA3_, AA3_, AA3_, AA3_, AA3_, AA3_, AA3_, AA2_], // Evt16
        [____, AA5_, AA4_, AA4_, AA4_, AA4_, AA4_, AA4_, AA4_, AA4_, AA4_, AA4_, AR5_], // Evt17
        [____, AA2_, ____, ____, ____, ____, ____, ____, ____, ____, ____, ____, AA2_], // Evt18
        [____, AA1_, AA8_, ____, AA8_, AA8_, AA8_, AA8_, AA8_, AA8_, AA8_, AA8_, AA7_], // Evt19
    ];

    /// <summary>Null for a blank cell: the event cannot happen in that state.</summary>
    public static Transition? Find(AssociationState state, AssociationEvent happened) => Rows[(int)happened - 1][(int)state - 1] switch
    {
        ____ => null,

        // The service provider refuses what it cannot understand, the service user is asked about the rest.
        AE6AcceptOrReject => new(AE6AcceptOrReject, Sta3AwaitingAssociateResponse, Sta13AwaitingTransportClose),

        // The requestor of the association answers the release first.
        AR8IndicateReleaseCollision => new(AR8IndicateReleaseCollision, Sta9CollisionRequestorAwaitingResponse, Sta10CollisionAcceptorAwaitingReleaseRP),
        AE1TransportConnect => new(AE1TransportConnect, Sta4AwaitingTransportConnection),
        AE2SendAssociateRQ => new(AE2SendAssociateRQ, Sta5AwaitingAssociateAnswer),
        AE3ConfirmAccept => new(AE3ConfirmAccept, Sta6Established),
        AE4ConfirmReject => new(AE4ConfirmReject, Sta1Idle),
        AE5TransportResponse => new(AE5TransportResponse, Sta2AwaitingAssociateRQ),
        AE7SendAssociateAC => new(AE7SendAssociateAC, Sta6Established),
        AE8SendAssociateRJ => new(AE8SendAssociateRJ, Sta13AwaitingTransportClose),
        DT1SendPData => new(DT1SendPData, Sta6Established),
        DT2IndicatePData => new(DT2IndicatePData, Sta6Established),
        AR1SendReleaseRQ => new(AR1SendReleaseRQ, Sta7AwaitingReleaseRP),
        AR2IndicateRelease => new(AR2IndicateRelease, Sta8AwaitingReleaseResponse),
        AR3ConfirmReleaseAndClose => new(AR3ConfirmReleaseAndClose, Sta1Idle),
        AR4SendReleaseRP => new(AR4SendReleaseRP, Sta13AwaitingTransportClose),
        AR5StopArtim => new(AR5StopArtim, Sta1Idle),
        AR6IndicatePData => new(AR6IndicatePData, Sta7AwaitingReleaseRP),
        AR7SendPData => new(AR7SendPData, Sta8AwaitingReleaseResponse),
        AR9SendReleaseRP => new(AR9SendReleaseRP, Sta11CollisionRequestorAwaitingReleaseRP),
        AR10ConfirmRelease => new(AR10ConfirmRelease, Sta12CollisionAcceptorAwaitingResponse),
        AA1SendAbortAsUser => new(AA1SendAbortAsUser, Sta13AwaitingTransportClose),
        AA2Close => new(AA2Close, Sta1Idle),
        AA3IndicateAbortAndClose => new(AA3IndicateAbortAndClose, Sta1Idle),
        AA4IndicateProviderAbort => new(AA4IndicateProviderAbort, Sta1Idle),
        AA5StopArtim => new(AA5StopArtim, Sta1Idle),
        AA6Ignore => new(AA6Ignore, Sta13AwaitingTransportClose),
        AA7SendAbort => new(AA7SendAbort, Sta13AwaitingTransportClose),
        AA8SendAbortAsProvider => new(AA8SendAbortAsProvider, Sta13AwaitingTransportClose),
        var action => throw new InvalidOperationException($"{action} has no next state."),
    };
}
