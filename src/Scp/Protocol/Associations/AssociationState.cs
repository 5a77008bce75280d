namespace StoreScp.Protocol.Associations;

/// <summary>States of the upper layer protocol machine (PS3.8 §9.2.1).</summary>
public enum AssociationState
{
    /// <summary>Idle.</summary>
    Sta1Idle = 1,

    /// <summary>Transport connection open (Awaiting A-ASSOCIATE-RQ PDU).</summary>
    Sta2AwaitingAssociateRQ,

    /// <summary>Awaiting local A-ASSOCIATE response primitive (from local user).</summary>
    Sta3AwaitingAssociateResponse,

    /// <summary>Awaiting transport connection opening to complete (from local transport service).</summary>
    Sta4AwaitingTransportConnection,

    /// <summary>Awaiting A-ASSOCIATE-AC or A-ASSOCIATE-RJ PDU.</summary>
    Sta5AwaitingAssociateAnswer,

    /// <summary>Association established and ready for data transfer.</summary>
    Sta6Established,

    /// <summary>Awaiting A-RELEASE-RP PDU.</summary>
    Sta7AwaitingReleaseRP,

    /// <summary>Awaiting local A-RELEASE response primitive (from local user).</summary>
    Sta8AwaitingReleaseResponse,

    /// <summary>Release collision requestor side; awaiting A-RELEASE response (from local user).</summary>
    Sta9CollisionRequestorAwaitingResponse,

    /// <summary>Release collision acceptor side; awaiting A-RELEASE-RP PDU.</summary>
    Sta10CollisionAcceptorAwaitingReleaseRP,

    /// <summary>Release collision requestor side; awaiting A-RELEASE-RP PDU.</summary>
    Sta11CollisionRequestorAwaitingReleaseRP,

    /// <summary>Release collision acceptor side; awaiting A-RELEASE response primitive (from local user).</summary>
    Sta12CollisionAcceptorAwaitingResponse,

    /// <summary>Awaiting Transport Connection Close Indication (Association no longer exists).</summary>
    Sta13AwaitingTransportClose,
}
