using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>The DICOM upper layer over one transport connection: PDUs in and out, each one an event of the state machine (PS3.8 §9).</summary>
internal sealed class UpperLayer(IDuplexPipe transport, UpperLayerOptions options, TimeProvider time, CancellationToken abort) : IDisposable
{
    private static readonly TimeSpan AbortWriteTimeout = TimeSpan.FromSeconds(1);

    private readonly StateMachine _machine = new();
    private readonly Deadline _writing = new(time);
    private CancellationTokenRegistration _abortRegistration;
    private Exception? _writeFailure;

    internal TransportInput Input { get; } = new(transport.Input, transport as IPausingTransport, time, abort);

    internal PipeWriter Output => transport.Output;

    internal UpperLayerOptions Options => options;

    /// <summary>The association's hard abort.</summary>
    internal CancellationToken Abort => abort;

    internal AssociationState State => _machine.State;

    internal AssociationAction Fire(AssociationEvent happened, bool otherwise = false) => _machine.Fire(happened, otherwise);

    /// <summary>Reads the next PDU, which must be a control PDU, whole. Fires nothing.</summary>
    /// <param name="isTotal">The time allowed so far holds for the whole PDU; otherwise its first byte begins a PDU's own time.</param>
    internal async ValueTask<Pdu> ReadPduAsync(bool isTotal)
    {
        while (true)
        {
            var read = await Input.ReadAsync();
            var buffer = read.Buffer;
            if (!buffer.IsEmpty && !isTotal)
            {
                Input.Allow(options.PduTimeout, "the rest of a PDU");
                isTotal = true;
            }
            if (PduHeader.TryRead(buffer, out var header) && header.Type == PduType.PDataTF) throw AssociationAbortException.UnexpectedPdu("P-DATA-TF out of place");
            if (PduReader.TryRead(buffer, options, out var pdu))
            {
                var end = buffer.GetPosition(PduHeader.Length + header.PduLength);
                Input.AdvanceTo(end, end);
                return pdu!;
            }
            if (read.IsCompleted) throw Input.Fail(AssociationLostException.Closed(Input.HasHeardPeer ? "the connection closed" : "the peer said nothing"));
            Input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>
    /// Handles a PDU other than P-DATA-TF where messages flow. Returns for an A-RELEASE-RQ between messages (Sta8 or a collision follows)
    /// and for an A-RELEASE-RP awaited; throws for everything else.
    /// </summary>
    internal async ValueTask<AssociationAction> ReadInterruptionAsync(bool isInMessage)
    {
        Pdu pdu;
        try
        {
            pdu = await ReadPduAsync(isTotal: false);
        }
        catch (AssociationAbortException exception)
        {
            throw Input.Fail(exception);
        }
        var action = Fire(EventOf(pdu.Type));
        switch (action)
        {
            case AssociationAction.AA3IndicateAbortAndClose:
                throw Input.Fail(AssociationLostException.AbortedByPeer((AAbort)pdu));
            case AssociationAction.AR2IndicateRelease when isInMessage:
                // Table 9-10 lets the release through to the service user; half a message can be neither answered nor dropped in silence.
                throw Input.Fail(new AssociationAbortException(AbortSource.ServiceUser, AbortReason.NotSpecified, "A-RELEASE-RQ inside a message"));
            case AssociationAction.AA8SendAbortAsProvider or AssociationAction.AA1SendAbortAsUser:
                throw Input.Fail(AssociationAbortException.UnexpectedPdu($"{pdu.Type} out of place"));
            default:
                return action;
        }
    }

    /// <summary>A local primitive that sends a control PDU: the event, then the PDU in one write.</summary>
    internal ValueTask SendAsync(AssociationEvent primitive, Pdu pdu)
    {
        Fire(primitive);
        return SendAsync(pdu);
    }

    /// <summary>Sends a control PDU whose transition is made.</summary>
    internal ValueTask SendAsync(Pdu pdu)
    {
        Output.Write(pdu.ToBytes());
        return FlushAsync();
    }

    /// <summary>Hands what is written to the transport and waits, within a deadline, until it is taken.</summary>
    internal ValueTask FlushAsync()
    {
        ValueTask<FlushResult> flush;
        try
        {
            flush = Output.FlushAsync(_writing.Token);
        }
        catch (Exception exception)
        {
            // A transport that throws instead of returning a failed task.
            flush = ValueTask.FromException<FlushResult>(exception);
        }
        // A peer that has stopped reading may still have sent something: reading finds out.
        return flush.IsCompletedSuccessfully ? ValueTask.CompletedTask : WaitAsync(flush);
    }

    /// <summary>Sends A-ABORT for an event that calls for it and sees the connection closed. Returns the A-ABORT as the table has it.</summary>
    internal async ValueTask<AAbort> AbortAsync(AssociationEvent cause, AAbort pdu)
    {
        var heardNonsense = State == AssociationState.Sta2AwaitingAssociateRQ && pdu.Reason == AbortReason.UnrecognizedPdu;
        if (State == AssociationState.Sta1Idle) return pdu;
        if (State != AssociationState.Sta13AwaitingTransportClose) Fire(cause);
        // AA-1, all there is before an A-ASSOCIATE-RQ, aborts as the service-user, who gives no reason.
        if (_machine.LastAction == AssociationAction.AA1SendAbortAsUser) pdu = new AAbort(AbortSource.ServiceUser, AbortReason.NotSpecified);
        Input.Abandon();
        try
        {
            using var guard = new Deadline(time);
            guard.Start(AbortWriteTimeout);
            await Output.WriteAsync(pdu.ToBytes(), guard.Token);
        }
        catch (Exception exception)
        {
            // The peer cannot be told; the connection is closed all the same.
            _writeFailure = exception;
            return pdu;
        }
        // Whoever speaks another protocol does not wait for our answer.
        await CloseAsync(heardNonsense ? TimeSpan.Zero : options.CloseGuard, isInStep: false);
        return pdu;
    }

    /// <summary>Sta13: waits until the peer closes the connection, at most this long, and ignores what it still says.</summary>
    /// <param name="isInStep">What comes are PDUs (after A-ASSOCIATE-RJ and A-RELEASE-RP), not the rest of something broken.</param>
    internal async ValueTask CloseAsync(TimeSpan atMost, bool isInStep)
    {
        Input.Abandon();
        var farewell = new Farewell(_machine, Input.Reader, Output, options, isInStep);
        await farewell.WaitAsync(atMost, time, abort);
    }

    /// <summary>Both ends of the transport are given up; it closes its connection.</summary>
    internal async ValueTask CompleteAsync()
    {
        Input.Abandon();
        await transport.Input.CompleteAsync();
        // What could not be written is not tried again: a peer that does not read would hold us here for ever.
        await transport.Output.CompleteAsync(_writeFailure);
    }

    internal void Open()
    {
        Input.Open();
        _abortRegistration = abort.UnsafeRegister(static deadline => ((Deadline)deadline!).Cancel(), _writing);
    }

    public void Dispose()
    {
        _abortRegistration.Dispose();
        _writing.Dispose();
        Input.Dispose();
    }

    internal static AssociationEvent EventOf(PduType type) => type switch
    {
        PduType.AAssociateRQ => AssociationEvent.Evt6AssociateRQReceived,
        PduType.AAssociateAC => AssociationEvent.Evt3AssociateACReceived,
        PduType.AAssociateRJ => AssociationEvent.Evt4AssociateRJReceived,
        PduType.PDataTF => AssociationEvent.Evt10PDataTFReceived,
        PduType.AReleaseRQ => AssociationEvent.Evt12ReleaseRQReceived,
        PduType.AReleaseRP => AssociationEvent.Evt13ReleaseRPReceived,
        PduType.AAbort => AssociationEvent.Evt16AbortReceived,
        _ => AssociationEvent.Evt19InvalidPdu,
    };

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAsync(ValueTask<FlushResult> flush)
    {
        _writing.Start(options.NetworkWriteTimeout);
        try
        {
            await flush;
        }
        catch (OperationCanceledException exception) when (abort.IsCancellationRequested)
        {
            _writeFailure = exception;
            throw Input.Fail(AssociationLostException.ShuttingDown());
        }
        catch (Exception exception)
        {
            _writeFailure = exception;
            throw Input.Fail(AssociationLostException.Closed("the peer did not take what we wrote", exception));
        }
        finally
        {
            _writing.Stop();
        }
    }
}
