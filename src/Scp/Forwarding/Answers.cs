using StoreScp.Protocol.Dimse;

namespace StoreScp.Forwarding;

/// <summary>Reads the answers of destinations.</summary>
internal static class Answers
{
    /// <param name="mayHaveIt">An earlier attempt may have arrived without us having heard so.</param>
    public static AnswerMeaning MeaningOf(DimseStatus status, bool mayHaveIt) => status switch
    {
        { Category: DimseStatusCategory.Success or DimseStatusCategory.Warning } => AnswerMeaning.Stored,
        { Code: 0x0111 } when mayHaveIt => AnswerMeaning.Stored,
        { Code: 0x0213 or (>= 0xA700 and <= 0xA7FF) } => AnswerMeaning.DestinationIsShort,
        { Code: 0x0110 } => AnswerMeaning.Unclear,
        _ => AnswerMeaning.Refused,
    };
}
