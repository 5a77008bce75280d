namespace StoreScp.Protocol.Associations;

/// <summary>Events of the upper layer protocol machine: local primitives, PDUs received, the transport and ARTIM (PS3.8 Table 9-10).</summary>
public enum AssociationEvent
{
    Evt1AssociateRequest = 1,
    Evt2TransportConnectConfirm,
    Evt3AssociateACReceived,
    Evt4AssociateRJReceived,
    Evt5TransportConnectIndication,
    Evt6AssociateRQReceived,
    Evt7AssociateResponseAccept,
    Evt8AssociateResponseReject,
    Evt9PDataRequest,
    Evt10PDataTFReceived,
    Evt11ReleaseRequest,
    Evt12ReleaseRQReceived,
    Evt13ReleaseRPReceived,
    Evt14ReleaseResponse,
    Evt15AbortRequest,
    Evt16AbortReceived,
    Evt17TransportClosed,
    Evt18ArtimExpired,
    Evt19InvalidPdu,
}
