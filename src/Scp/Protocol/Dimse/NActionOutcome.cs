namespace StoreScp.Protocol.Dimse;

/// <summary>What became of an action, as it is told to the peer (PS3.7 §10.1.4).</summary>
/// <param name="Status">Success, or a failure of PS3.7 Annex C.</param>
/// <param name="ErrorComment">Cut to 64 characters; never a value that identifies a patient.</param>
public readonly record struct NActionOutcome(DimseStatus Status, string? ErrorComment = null)
{
    public static NActionOutcome Success => new(DimseStatus.Success);
}
