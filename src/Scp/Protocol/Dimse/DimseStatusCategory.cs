namespace StoreScp.Protocol.Dimse;

/// <summary>The kinds of status (PS3.7 Annex C).</summary>
public enum DimseStatusCategory
{
    Success,
    Warning,
    Failure,
    Cancel,
    Pending,
}
