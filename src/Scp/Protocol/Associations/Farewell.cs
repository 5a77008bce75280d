using System.Buffers;
using System.IO.Pipelines;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>Sta13: the association no longer exists, the peer is to close the connection (PS3.8 Table 9-10, last column).</summary>
internal sealed class Farewell(StateMachine machine, PipeReader input, PipeWriter output, UpperLayerOptions options, bool isInStep)
{
    private bool _isInStep = isInStep;
    private long _skip;

    internal async ValueTask WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken abort)
    {
        using var artim = new Deadline(time);
        using var registration = abort.UnsafeRegister(static deadline => ((Deadline)deadline!).Cancel(), artim);
        if (atMost <= TimeSpan.Zero) artim.Cancel();
        artim.Start(atMost);
        var happened = AssociationEvent.Evt18ArtimExpired;
        try
        {
            while (machine.State == AssociationState.Sta13AwaitingTransportClose)
            {
                var read = await input.ReadAsync(artim.Token);
                await TakeAsync(read.Buffer);
                if (!read.IsCompleted) continue;
                happened = AssociationEvent.Evt17TransportClosed;
                break;
            }
        }
        catch (OperationCanceledException)
        {
            // ARTIM: we close.
        }
        catch (Exception)
        {
            // However the transport breaks, it is closed.
            happened = AssociationEvent.Evt17TransportClosed;
        }
        if (machine.State == AssociationState.Sta13AwaitingTransportClose) machine.Fire(happened);
    }

    private async ValueTask TakeAsync(ReadOnlySequence<byte> bytes)
    {
        var rest = bytes;
        var sendAbort = false;
        while (_isInStep && !rest.IsEmpty)
        {
            if (_skip > 0)
            {
                var skipped = Math.Min(_skip, rest.Length);
                _skip -= skipped;
                rest = rest.Slice(skipped);
                continue;
            }
            if (!PduHeader.TryRead(rest, out var header)) break;
            sendAbort |= Handle(header);
            rest = rest.Slice(PduHeader.Length);
        }
        input.AdvanceTo(_isInStep ? rest.Start : bytes.End, bytes.End);
        if (!sendAbort) return;
        output.Write(new AAbort(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu).ToBytes());
        await output.FlushAsync();
    }

    private bool Handle(PduHeader header)
    {
        var happened = UpperLayer.EventOf(header.Type);
        try
        {
            PduReader.Check(header, options);
        }
        catch (AssociationAbortException)
        {
            happened = AssociationEvent.Evt19InvalidPdu;
        }
        _skip = header.PduLength;
        var sendsAbort = machine.Fire(happened) == AssociationAction.AA7SendAbort;
        _isInStep = !sendsAbort;
        return sendsAbort;
    }
}
