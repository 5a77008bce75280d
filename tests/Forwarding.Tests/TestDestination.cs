using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Forwarding.Tests;

/// <summary>Destinations in memory, each our own acceptor behind a pair of pipes; a test says what they answer.</summary>
internal sealed class TestDestination : IForwardConnections, ICStoreProvider, IAssociationPolicy, IAssociationObserver
{
    private int _running;
    private CancellationTokenSource _abort = new();

    /// <summary>What the C-STORE of a SOP Instance UID is answered with.</summary>
    public Func<string, Task<DimseStatus>> Answer { get; set; } = _ => Task.FromResult(DimseStatus.Success);

    /// <summary>Connections refused from now on.</summary>
    public int Refusals { get; set; }

    public AAssociateRJ? Rejection { get; set; }

    /// <summary>The association is aborted while this instance is being sent.</summary>
    public string? BreakInTheMiddleOf { get; set; }

    /// <summary>Only this SOP class; null: all.</summary>
    public string? OnlySOPClass { get; set; }

    public ConcurrentQueue<(string SOPInstanceUID, string TransferSyntaxUID, byte[] DataSet)> Received { get; } = new();

    public ConcurrentQueue<AAssociateRQ> Associations { get; } = new();

    public int MostAtOnce { get; private set; }

    public int Connections { get; private set; }

    public Task<ForwardConnection> ConnectAsync(string destinationAETitle, CancellationToken cancellation)
    {
        Connections++;
        if (Refusals > 0)
        {
            Refusals--;
            throw new DestinationUnreachableException("connection refused");
        }
        var options = new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false);
        var (there, back) = (new Pipe(options), new Pipe(options));
        var peer = new PeerConnection
        {
            Remote = new IPEndPoint(IPAddress.Loopback, 40_000),
            Local = new IPEndPoint(IPAddress.Loopback, 104),
            AssociationId = "a1",
        };
        var association = new AcceptorAssociation(
            new DuplexPipe(there.Reader, back.Writer), peer, new AcceptorOptions(), this, new DimseServices { Storage = this }, TimeProvider.System, this);
        _abort = new CancellationTokenSource();
        var running = association.RunAsync(new ShutdownSignals(default, default, _abort.Token));
        return Task.FromResult(new ForwardConnection(new DuplexPipe(back.Reader, there.Writer), "STORESCP", new Ending(running)));
    }

    public async ValueTask<CStoreOutcome> StoreAsync(CStoreRQ request, DataSetReader dataSet, AssociationContext association, CancellationToken cancellation)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        try
        {
            if (BreakInTheMiddleOf == request.AffectedSOPInstanceUID)
            {
                var first = await dataSet.ReadAsync(cancellation);
                dataSet.AdvanceTo(first.Buffer.End);
                await _abort.CancelAsync();
            }
            using var bytes = new MemoryStream();
            await dataSet.CopyToAsync(bytes, cancellation);
            var status = await Answer(request.AffectedSOPInstanceUID);
            if (!status.IsFailure)
                Received.Enqueue((request.AffectedSOPInstanceUID, dataSet.PresentationContext.TransferSyntax, bytes.ToArray()));
            return new CStoreOutcome(status);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public ValueTask<AAssociateRJ?> CheckAsync(AAssociateRQ request, PeerConnection peer, CancellationToken cancellation)
    {
        Associations.Enqueue(request);
        return new(Rejection);
    }

    public NegotiationRules RulesFor(AAssociateRQ request, PeerConnection peer) => new()
    {
        ImplementationClassUID = "2.25.1",
        ImplementationVersionName = "TEST",
        OnlySOPClasses = OnlySOPClass is null ? null : new HashSet<string> { OnlySOPClass },
    };

    private sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Ending(Task running) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await running;
    }
}
