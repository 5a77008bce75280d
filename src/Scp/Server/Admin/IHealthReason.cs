namespace StoreScp.Server.Admin;

/// <summary>Something that can be short: a limit that is reached, a disk that is nearly full.</summary>
internal interface IHealthReason
{
    /// <summary>One phrase while it is short, else null. Must be quick: it is asked on each probe.</summary>
    string? Reason { get; }
}
