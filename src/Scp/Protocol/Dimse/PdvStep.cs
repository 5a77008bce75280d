namespace StoreScp.Protocol.Dimse;

/// <summary>What <see cref="PdvCursor"/> found.</summary>
internal enum PdvStep
{
    NeedMoreBytes,

    /// <summary>The bytes that follow are a fragment.</summary>
    Fragment,

    /// <summary>A PDU that is not P-DATA-TF; none of it is taken.</summary>
    OtherPdu,
}
