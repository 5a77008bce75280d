using System.IO.Pipelines;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>An association that a peer asks for: one loop, from the accepted connection to its end (PS3.8 §9.2, Table 9-10).</summary>
public sealed class AcceptorAssociation(
    IDuplexPipe transport, PeerConnection peer, AcceptorOptions options, IAssociationPolicy policy,
    DimseServices services, TimeProvider time, IAssociationObserver observer)
{
    private readonly long _since = time.GetTimestamp();
    private AAssociateRQ? _request;
    private DimseScp? _scp;
    private MessageReader? _messages;

    /// <summary>Runs the association to its end; call once. Never throws for anything a peer does. The transport is completed when this returns.</summary>
    public async Task<AssociationSummary> RunAsync(ShutdownSignals signals)
    {
        using var upper = new UpperLayer(transport, options, time, signals.Abort);
        var ending = new AssociationEnding(upper, exception => observer.Failed(peer, exception));
        AssociationEnd end;
        try
        {
            upper.Open();
            using var finish = signals.FinishAndAbort.UnsafeRegister(_ => InterruptIfIdle(upper), null);
            end = await RunToEndAsync(upper, signals);
        }
        catch (Exception exception)
        {
            end = await ending.EndAsync(exception);
        }
        await ending.CompleteAsync();
        var summary = Summarize(end);
        observer.Ended(summary);
        return summary;
    }

    private async ValueTask<AssociationEnd> RunToEndAsync(UpperLayer upper, ShutdownSignals signals)
    {
        upper.Fire(AssociationEvent.Evt5TransportConnectIndication);
        upper.Input.Allow(options.AssociationRequestTimeout, "an A-ASSOCIATE-RQ");
        var request = _request = await ReceiveRequestAsync(upper);

        if (upper.State == AssociationState.Sta13AwaitingTransportClose)
        {
            return await RejectAsync(upper, request, AAssociateRJ.ProtocolVersionNotSupported, isSent: false);
        }
        var answer = await DecideAsync(request, signals);
        if (answer is AAssociateRJ rejection) return await RejectAsync(upper, request, rejection, isSent: true);

        var accept = (AAssociateAC)answer;
        await upper.SendAsync(AssociationEvent.Evt7AssociateResponseAccept, accept);
        var association = new AssociationContext(peer, request, accept);
        observer.Accepted(association);
        await ServeAsync(upper, association, signals);

        await upper.SendAsync(AssociationEvent.Evt14ReleaseResponse, AReleaseRP.Instance);
        await upper.CloseAsync(options.ArtimTimeout, isInStep: true);
        return AssociationEnd.Released;
    }

    private static async ValueTask<AAssociateRQ> ReceiveRequestAsync(UpperLayer upper)
    {
        var pdu = await upper.ReadPduAsync(isTotal: true);
        var request = pdu as AAssociateRQ;
        var isRefused = request is not null && Negotiation.CheckProtocol(request) is not null;
        upper.Fire(UpperLayer.EventOf(pdu.Type), otherwise: isRefused);
        if (pdu is AAbort abort) throw AssociationLostException.AbortedByPeer(abort);
        return request ?? throw AssociationAbortException.UnexpectedPdu($"{pdu.Type} before an association");
    }

    /// <summary>A-ASSOCIATE-AC or A-ASSOCIATE-RJ.</summary>
    private async ValueTask<Pdu> DecideAsync(AAssociateRQ request, ShutdownSignals signals)
    {
        // "Temporary congestion": nothing is wrong with the peer, and no limit was reached; try again and another process will answer.
        if (signals.DrainRequested.IsCancellationRequested) return AAssociateRJ.TemporaryCongestion;
        if (Negotiation.CheckRequest(request) is { } refusal) return refusal;
        try
        {
            if (await policy.CheckAsync(request, peer, signals.Abort) is { } refused) return refused;
            return Negotiation.Accept(request, policy.RulesFor(request, peer), options.MaximumPduLength);
        }
        catch (Exception exception)
        {
            if (signals.Abort.IsCancellationRequested) throw AssociationLostException.ShuttingDown();
            observer.Failed(peer, exception);
            return AAssociateRJ.ProviderFailure;
        }
    }

    private async ValueTask<AssociationEnd> RejectAsync(UpperLayer upper, AAssociateRQ request, AAssociateRJ rejection, bool isSent)
    {
        // AE-6 has refused by itself: its transition is made; otherwise the service-user's response makes it.
        if (isSent) await upper.SendAsync(AssociationEvent.Evt8AssociateResponseReject, rejection);
        else await upper.SendAsync(rejection);
        observer.Rejected(request, rejection, peer);
        await upper.CloseAsync(options.ArtimTimeout, isInStep: true);
        return AssociationEnd.Rejected(rejection);
    }

    /// <summary>Answers message after message; returns when the peer asks for the release.</summary>
    private async ValueTask ServeAsync(UpperLayer upper, AssociationContext association, ShutdownSignals signals)
    {
        var messages = new MessageReader(upper, association.NegotiatedContexts, options.MaximumDataSetBytes);
        // Only who can ask for a commitment can be told of one later: the others' loop need not be woken.
        using var reports = association.Contexts.Any(context => context.AbstractSyntax == DicomUIDs.StorageCommitmentPushModel)
            ? new EventReports(upper, association, options.IdleTimeout, time)
            : null;
        var scp = _scp = new DimseScp(upper, messages, association, services, reports, time, observer);
        Volatile.Write(ref _messages, messages);
        while (true)
        {
            if (reports is not null) await reports.AwaitMessageAsync(messages, signals.FinishAndAbort);
            if (await messages.ReadCommandAsync(options.IdleTimeout, signals.FinishAndAbort) is not { } command) return;
            await scp.AnswerAsync(command);
        }
    }

    // The instance in hand is finished; waiting for a next one, or for a request, is not.
    private void InterruptIfIdle(UpperLayer upper)
    {
        if (Volatile.Read(ref _messages) is not { IsIdle: false }) upper.Input.Interrupt();
    }

    private AssociationSummary Summarize(AssociationEnd end) => new()
    {
        Peer = peer,
        End = end,
        CallingAETitle = _request?.CallingAETitle,
        CalledAETitle = _request?.CalledAETitle,
        PeerImplementationClassUID = _request?.UserInformation.ImplementationClassUID?.UID,
        PeerImplementationVersionName = _request?.UserInformation.ImplementationVersionName?.Name,
        WasEstablished = _scp is not null,
        MessageCount = _scp?.MessageCount ?? 0,
        InstanceCount = _scp?.InstanceCount ?? 0,
        FailedInstanceCount = _scp?.FailedInstanceCount ?? 0,
        DataSetBytes = _scp?.DataSetBytes ?? 0,
        Duration = time.GetElapsedTime(_since),
    };
}
