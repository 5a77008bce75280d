namespace StoreScp.Protocol.Associations;

/// <summary>The three steps of a server going down, as one association sees them; each may come at any moment and stays.</summary>
/// <param name="DrainRequested">No new association: an A-ASSOCIATE-RQ is answered with A-ASSOCIATE-RJ; an established one goes on.</param>
/// <param name="FinishAndAbort">The grace is over: the instance in hand is finished and answered, then A-ABORT; an idle association is aborted at once.</param>
/// <param name="Abort">Now: A-ABORT in the middle of whatever is going on.</param>
public readonly record struct ShutdownSignals(CancellationToken DrainRequested, CancellationToken FinishAndAbort, CancellationToken Abort)
{
    public static ShutdownSignals None => default;
}
