namespace StoreScp.Cloud.Faults;

/// <summary>What may go wrong between a client and a service.</summary>
public enum FaultKind
{
    /// <summary>The service answers that it is its own fault; it has done nothing.</summary>
    InternalError,

    /// <summary>The service asks for fewer requests, each in its own words (S3: 503 SlowDown); it has done nothing.</summary>
    SlowDown,

    /// <summary>S3 says that the body is not what its checksum says (400 BadDigest); it has done nothing.</summary>
    BadDigest,

    /// <summary>The connection is reset; the request has not reached the service.</summary>
    ResetBeforeService,

    /// <summary>The service has done it; the connection is reset, its answer lost.</summary>
    ResetAfterService,

    /// <summary>Nothing happens for <see cref="FaultRules.StallTime"/>, then the request goes on its way unless the client gave up.</summary>
    StallBeforeService,

    /// <summary>The service has done it; its answer comes after <see cref="FaultRules.StallTime"/>.</summary>
    StallAfterService,

    /// <summary>One bit of the request's body differs where it arrives.</summary>
    FlippedRequestBit,

    /// <summary>One bit of the answer's body differs where it arrives.</summary>
    FlippedAnswerBit,

    /// <summary>The service is gone: connections are accepted and reset.</summary>
    Outage,
}
