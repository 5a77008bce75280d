using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>The one place where exceptions become the end of an association: A-ABORT where the standard has it, then the connection closed.</summary>
internal sealed class AssociationEnding(UpperLayer upper, Action<Exception> report)
{
    internal async ValueTask<AssociationEnd> EndAsync(Exception exception)
    {
        try
        {
            return exception switch
            {
                AssociationAbortException violation => await AbortAsync(violation),
                AssociationLostException lost => await EndAsync(lost),
                _ => await FailAsync(exception),
            };
        }
        catch (Exception second)
        {
            // Nothing may escape into the listener.
            report(second);
            return AssociationEnd.ConnectionLost("an internal failure");
        }
    }

    internal async ValueTask CompleteAsync()
    {
        try
        {
            await upper.CompleteAsync();
        }
        catch (Exception exception)
        {
            report(exception);
        }
    }

    private async ValueTask<AssociationEnd> AbortAsync(AssociationAbortException violation)
    {
        var abort = new AAbort(violation.AbortSource, violation.AbortReason);
        var cause = violation.AbortSource == AbortSource.ServiceUser ? AssociationEvent.Evt15AbortRequest : AssociationEvent.Evt19InvalidPdu;
        return AssociationEnd.AbortedByUs(await upper.AbortAsync(cause, abort), violation.Message);
    }

    private async ValueTask<AssociationEnd> EndAsync(AssociationLostException lost)
    {
        switch (lost.Cause)
        {
            case AssociationEvent.Evt16AbortReceived:
                return AssociationEnd.AbortedByPeer(lost.PeerAbort!);
            case AssociationEvent.Evt17TransportClosed:
                if (upper.State != AssociationState.Sta1Idle) upper.Fire(AssociationEvent.Evt17TransportClosed);
                return upper.Input.HasHeardPeer ? AssociationEnd.ConnectionLost(lost.Message) : AssociationEnd.SilentProbe;
            default:
                return upper.State == AssociationState.Sta2AwaitingAssociateRQ ? GiveUpWaiting(lost) : await AbortAsync(lost);
        }
    }

    // AA-2: no A-ABORT to someone who never asked for an association.
    private AssociationEnd GiveUpWaiting(AssociationLostException lost)
    {
        upper.Fire(AssociationEvent.Evt18ArtimExpired);
        if (lost.IsShutdown) return AssociationEnd.DrainedAbort(null, lost.Message);
        return upper.Input.HasHeardPeer ? AssociationEnd.RequestTimedOut(lost.Message) : AssociationEnd.SilentProbe;
    }

    private async ValueTask<AssociationEnd> AbortAsync(AssociationLostException lost)
    {
        var abort = await upper.AbortAsync(AssociationEvent.Evt15AbortRequest, new AAbort(AbortSource.ServiceUser, AbortReason.NotSpecified));
        return lost.IsShutdown ? AssociationEnd.DrainedAbort(abort, lost.Message) : AssociationEnd.AbortedByUs(abort, lost.Message);
    }

    private async ValueTask<AssociationEnd> FailAsync(Exception exception)
    {
        report(exception);
        return await AbortAsync(new AssociationAbortException(AbortSource.ServiceProvider, AbortReason.NotSpecified, "an internal failure"));
    }
}
