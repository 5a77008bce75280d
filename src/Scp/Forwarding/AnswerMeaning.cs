namespace StoreScp.Forwarding;

/// <summary>What the status of a C-STORE-RSP means for a forward (PS3.4 Table B.2-1, PS3.7 Annex C).</summary>
internal enum AnswerMeaning
{
    /// <summary>Success and warnings: the destination has it.</summary>
    Stored,

    /// <summary>A7xxH, 0213H: nothing is wrong with the instance, and the next one would fare no better.</summary>
    DestinationIsShort,

    /// <summary>0110H: it may do better another time.</summary>
    Unclear,

    /// <summary>Everything else, such as A9xxH and CxxxH: this instance will never be taken.</summary>
    Refused,
}
