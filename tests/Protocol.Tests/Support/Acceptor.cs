using System.IO.Pipelines;
using System.Net;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Tests.Support;

/// <summary>An acceptor at work on one end of a pipe pair, with everything it did to look at.</summary>
sealed class Acceptor : IAssociationPolicy, ICStoreProvider, INActionProvider, IAssociationObserver
{
    public static readonly PeerConnection Connection = new()
    {
        Remote = new IPEndPoint(IPAddress.Loopback, 1),
        Local = new IPEndPoint(IPAddress.Loopback, 2),
        AssociationId = "a1",
    };

    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _finish = new();
    private readonly CancellationTokenSource _abort = new();

    public Acceptor(AcceptorOptions? options = null, TimeProvider? time = null, PipePair? pair = null, IDuplexPipe? ours = null)
    {
        Pair = pair ?? new PipePair();
        Peer = new RawPeer(Pair.Peer);
        Options = options ?? new AcceptorOptions { CloseGuard = TimeSpan.FromMilliseconds(200) };
        Association = new AcceptorAssociation(
            ours ?? Pair.Ours, Connection, Options, this, new DimseServices { Storage = this, StorageCommitment = this }, time ?? TimeProvider.System, this);
    }

    public PipePair Pair { get; }
    public AcceptorOptions Options { get; }
    public RawPeer Peer { get; }
    public AcceptorAssociation Association { get; }
    public Task<AssociationSummary> Running { get; private set; } = null!;
    public AssociationSummary? Summary { get; private set; }

    /// <summary>The server's signals; by default this acceptor's own.</summary>
    public ShutdownSignals? Signals { get; init; }

    public AAssociateRJ? Refusal { get; init; }
    public Func<AAssociateRQ, AAssociateRJ?>? Check { get; init; }
    public NegotiationRules Rules { get; init; } = new() { ImplementationClassUID = "2.25.1", ImplementationVersionName = "STORESCP_TEST" };
    public Func<CStoreRQ, DataSetReader, CancellationToken, ValueTask<CStoreOutcome>>? Store { get; init; }

    public Func<NActionRQ, DataSetReader?, ValueTask<NActionOutcome>>? Act { get; init; }

    public List<byte[]> Stored { get; } = [];
    public List<NActionRQ> Actions { get; } = [];
    public IEventReporter? Events { get; private set; }
    public List<CStoreRQ> Requests { get; } = [];
    public List<DimseStatus> Answers { get; } = [];
    public List<Exception> Failures { get; } = [];
    public List<CStoreOutcome> Refusals { get; } = [];
    public AssociationContext? Context { get; private set; }
    public AAssociateRJ? Rejection { get; private set; }

    public Acceptor Start()
    {
        Running = Association.RunAsync(Signals ?? new ShutdownSignals(_drain.Token, _finish.Token, _abort.Token));
        return this;
    }

    /// <summary>Started and associated.</summary>
    public async Task<Acceptor> EstablishAsync(AAssociateRQ? request = null)
    {
        Start();
        await Peer.SendAsync((request ?? Wire.Request()).ToBytes());
        (await Peer.ReceivePduAsync()).Should().BeOfType<AAssociateAC>();
        return this;
    }

    public void Drain() => _drain.Cancel();

    public void FinishAndAbort() => _finish.Cancel();

    public void Abort() => _abort.Cancel();

    /// <summary>The peer hears this A-ABORT, then the end of the connection.</summary>
    public async Task<AssociationSummary> ShouldAbortAsync(AbortSource source, AbortReason reason)
    {
        (await Peer.ReceivePduAsync()).Should().Be(new AAbort(source, reason));
        return await EndAsync();
    }

    public async Task<AssociationSummary> ShouldRejectAsync(AAssociateRJ rejection)
    {
        (await Peer.ReceivePduAsync()).Should().Be(rejection);
        var summary = await EndAsync();
        summary.End.Kind.Should().Be(AssociationEndKind.Rejected);
        summary.End.Rejection.Should().Be(rejection);
        return summary;
    }

    /// <summary>The peer closes; the association ends and says how.</summary>
    public async Task<AssociationSummary> EndAsync()
    {
        Peer.Finish();
        return await Running.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    public ValueTask<AAssociateRJ?> CheckAsync(AAssociateRQ request, PeerConnection peer, CancellationToken cancellation) =>
        ValueTask.FromResult(Check is null ? Refusal : Check(request));

    public NegotiationRules RulesFor(AAssociateRQ request, PeerConnection peer) => Rules;

    public async ValueTask<CStoreOutcome> StoreAsync(CStoreRQ request, DataSetReader dataSet, AssociationContext association, CancellationToken cancellation)
    {
        Requests.Add(request);
        if (Store is not null) return await Store(request, dataSet, cancellation);
        Stored.Add(await ReadAllAsync(dataSet, cancellation));
        return CStoreOutcome.Success;
    }

    public async ValueTask<NActionOutcome> ActAsync(
        NActionRQ request, DataSetReader? dataSet, AssociationContext association, IEventReporter events, CancellationToken cancellation)
    {
        Actions.Add(request);
        Events = events;
        if (Act is not null) return await Act(request, dataSet);
        if (dataSet is not null) Stored.Add(await ReadAllAsync(dataSet, cancellation));
        return NActionOutcome.Success;
    }

    public static async Task<byte[]> ReadAllAsync(PipeReader reader, CancellationToken cancellation = default)
    {
        var all = new List<byte>();
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            foreach (var memory in read.Buffer) all.AddRange(memory.ToArray());
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return [.. all];
        }
    }

    void IAssociationObserver.Accepted(AssociationContext association) => Context = association;

    void IAssociationObserver.Rejected(AAssociateRQ request, AAssociateRJ answer, PeerConnection peer) => Rejection = answer;

    void IAssociationObserver.InstanceRefused(AssociationContext association, CStoreOutcome outcome) => Refusals.Add(outcome);

    void IAssociationObserver.InstanceAnswered(AssociationContext association, CStoreRQ request, DimseStatus status, long dataSetBytes, TimeSpan duration) => Answers.Add(status);

    void IAssociationObserver.RequestAnswered(AssociationContext association, CommandField request, DimseStatus status) => Answers.Add(status);

    void IAssociationObserver.Failed(PeerConnection peer, Exception exception) => Failures.Add(exception);

    void IAssociationObserver.Ended(AssociationSummary summary) => Summary = summary;
}
