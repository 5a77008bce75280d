namespace StoreScp.Protocol.Associations;

/// <summary>Actions of the upper layer protocol machine (PS3.8 Tables 9-6 to 9-9).</summary>
public enum AssociationAction
{
    AE1TransportConnect = 1,
    AE2SendAssociateRQ,
    AE3ConfirmAccept,
    AE4ConfirmReject,
    AE5TransportResponse,
    AE6AcceptOrReject,
    AE7SendAssociateAC,
    AE8SendAssociateRJ,
    DT1SendPData,
    DT2IndicatePData,
    AR1SendReleaseRQ,
    AR2IndicateRelease,
    AR3ConfirmReleaseAndClose,
    AR4SendReleaseRP,
    AR5StopArtim,
    AR6IndicatePData,
    AR7SendPData,
    AR8IndicateReleaseCollision,
    AR9SendReleaseRP,
    AR10ConfirmRelease,
    AA1SendAbortAsUser,
    AA2Close,
    AA3IndicateAbortAndClose,
    AA4IndicateProviderAbort,
    AA5StopArtim,
    AA6Ignore,
    AA7SendAbort,
    AA8SendAbortAsProvider,
}
