using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Storage;

namespace StoreScp.Forwarding;

/// <summary>Sends what is due for one destination, one association at a time, until nothing is left or the destination is to be left alone.</summary>
/// <param name="ending">Writes down how attempts end.</param>
/// <param name="abort">Ends an instance in hand in the middle; it is put back into the queue.</param>
internal sealed class DestinationWorker(
    Destination destination, IForwardLedger forwards, ForwardedObject objects, ForwardEnding ending, IForwardConnections connections, ForwardingOptions options,
    RequestorOptions limits, string owner, TimeProvider time, IForwardObserver observer, CancellationToken abort)
{
    private const int ExpiredPage = 500;

    /// <param name="stop">The instance in hand is finished, and nothing else is begun.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !destination.IsPaused)
        {
            var taken = await destination.ReserveAsync(fits: _ => true, abort);
            if (taken.Count == 0)
                return;
            try
            {
                await SendAsync(taken, stop);
            }
            finally
            {
                destination.Return(taken);
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<ForwardRow> taken, CancellationToken stop)
    {
        var contexts = taken.Select(forward => (forward.SOPClassUID, forward.TransferSyntaxUID)).Distinct().ToList();
        ForwardAssociation association;
        try
        {
            association = await ForwardAssociation.OpenAsync(connections, destination.AETitle, contexts, limits, time, abort);
        }
        catch (DestinationUnreachableException error)
        {
            await UnreachableAsync(taken, error.Message);
            return;
        }
        await using (association)
        {
            if (await SendAllAsync(association, taken, stop) && await SendMoreAsync(association, stop))
                await association.ReleaseAsync(abort);
        }
    }

    /// <summary>What came meanwhile goes over the same association, if its contexts fit.</summary>
    private async Task<bool> SendMoreAsync(ForwardAssociation association, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !destination.IsPaused)
        {
            var more = await destination.ReserveAsync(fits: forward => association.ContextFor(forward) is not null, abort);
            try
            {
                if (more.Count == 0)
                    return true;
                if (!await SendAllAsync(association, more, stop))
                    return false;
            }
            finally
            {
                destination.Return(more);
            }
        }
        return true;
    }

    /// <summary>False when the association is over.</summary>
    private async Task<bool> SendAllAsync(ForwardAssociation association, IReadOnlyList<ForwardRow> taken, CancellationToken stop)
    {
        foreach (var due in taken)
        {
            if (stop.IsCancellationRequested || destination.IsPaused)
                break;
            if (await ForwardClaim.TryTakeAsync(forwards, due, owner, options.AbandonedAfter, time, abort) is not { } claim)
                continue;
            if (!await SendOneAsync(association, claim))
                return false;
        }
        return true;
    }

    /// <summary>False when the association is over.</summary>
    private async Task<bool> SendOneAsync(ForwardAssociation association, ForwardClaim claim)
    {
        if (association.ContextFor(claim.Row) is not { } context)
        {
            await ending.FailedAsync(claim.Row,
                $"The destination does not accept {DicomUIDs.NameOf(claim.Row.SOPClassUID)} in {DicomUIDs.NameOf(claim.Row.TransferSyntaxUID)}");
            return true;
        }
        try
        {
            var opened = await objects.OpenAsync(claim.Row, abort);
            if (opened is null)
            {
                await ending.FailedAsync(claim.Row, "The object is missing from the store");
                return true;
            }
            await using (opened)
            {
                var status = await claim.HoldAsync(lost => association.StoreAsync(claim.Row, context, opened, lost), abort);
                await AnsweredAsync(claim, status);
            }
            return true;
        }
        catch (InvalidDataException error)
        {
            await ending.FailedAsync(claim.Row, error.Message);
            return true;
        }
        catch (DestinationLostException error)
        {
            await ending.PostponeAsync(claim.Row, error.Message);
            if (destination.IsLostAgain())
                Pause(error.Message);
            return false;
        }
        catch (OperationCanceledException)
        {
            // Ours is the end of it, or another process has taken over: then this changes nothing.
            await ending.PutBackAsync(claim.Row);
            return false;
        }
    }

    private async ValueTask AnsweredAsync(ForwardClaim claim, Protocol.Dimse.DimseStatus status)
    {
        // The peer's comment stays where it is: it may name a patient.
        var why = $"the destination answered {status}";
        switch (Answers.MeaningOf(status, claim.MayHaveArrived))
        {
            case AnswerMeaning.Stored:
                destination.Answered();
                await ending.ForwardedAsync(claim.Row, status.Code == 0 ? null : why);
                break;
            case AnswerMeaning.DestinationIsShort:
                await ending.PostponeAsync(claim.Row, why);
                Pause(why);
                break;
            case AnswerMeaning.Unclear:
                destination.Answered();
                await ending.PostponeAsync(claim.Row, why);
                break;
            default:
                destination.Answered();
                await ending.FailedAsync(claim.Row, why);
                break;
        }
    }

    /// <summary>The attempt counts for all that would have gone with it, and is the last one for everything that has waited too long.</summary>
    private async Task UnreachableAsync(IReadOnlyList<ForwardRow> taken, string why)
    {
        Pause(why);
        foreach (var forward in taken)
            await ending.PostponeAsync(forward, why);
        IReadOnlyList<ForwardRow> page;
        do
        {
            page = await forwards.ListDueForwardsAsync(destination.AETitle, time.GetUtcNow(), ExpiredPage, abort);
            foreach (var forward in page.Where(ending.IsTooOld))
                await ending.PostponeAsync(forward, why);
        }
        while (page.Count == ExpiredPage && ending.IsTooOld(page[^1]));
    }

    private void Pause(string why)
    {
        var (until, failures) = destination.Pause();
        observer.Paused(destination.AETitle, why, until, failures);
    }
}
