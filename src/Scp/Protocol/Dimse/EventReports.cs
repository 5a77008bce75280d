using System.Buffers;
using System.IO.Pipelines;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>Our reports on an association that the peer opened: sent by the association's own loop between two of its messages (PS3.7 §10.1.1).</summary>
internal sealed class EventReports : IEventReporter, IDisposable
{
    private readonly UpperLayer _upper;
    private readonly TimeSpan _idleTimeout;
    private readonly RequestWriter _requests;
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _gate = new();
    private Report? _report;
    private ushort _lastMessageID;
    private bool _isOver;

    internal EventReports(UpperLayer upper, AssociationContext association, TimeSpan idleTimeout)
    {
        _upper = upper;
        _idleTimeout = idleTimeout;
        _requests = new RequestWriter(upper, PDataTFWriter.LongestFragment(association.PeerMaximumPduLength, upper.Options.MaximumPduLength));
        Closed = _closed.Token;
    }

    public CancellationToken Closed { get; }

    public Task<DimseStatus> ReportAsync(NEventReportRQ request, ReadOnlyMemory<byte> dataSet, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var report = new Report(request, dataSet);
        lock (_gate)
        {
            if (_isOver) return Task.FromException<DimseStatus>(Over());
            if (_report is not null) throw new InvalidOperationException("A report is under way; one at a time.");
            _report = report;
        }
        _upper.Input.Wake();
        return report.Answer.Task.WaitAsync(cancellation);
    }

    /// <summary>Between two messages: sends the report that waits, also one that comes meanwhile, until the peer's next message begins.</summary>
    internal async ValueTask AwaitMessageAsync(MessageReader messages, CancellationToken finish)
    {
        do await SendWaitingAsync();
        while (!await messages.AwaitMessageAsync(Current is null ? _idleTimeout : _upper.Options.DimseTimeout, finish));
    }

    /// <summary>False for an answer to nothing that was reported.</summary>
    internal bool TryAnswer(DimseCommand response)
    {
        Report? report;
        lock (_gate)
        {
            report = _report;
            if (report is not { IsSent: true } || response.MessageIDBeingRespondedTo != _lastMessageID) return false;
            _report = null;
        }
        report.Answer.TrySetResult(new DimseStatus(response.Status ?? DimseStatus.ProcessingFailure.Code));
        return true;
    }

    /// <summary>The association is over.</summary>
    public void Dispose()
    {
        Report? report;
        lock (_gate)
        {
            _isOver = true;
            report = _report;
            _report = null;
        }
        report?.Answer.TrySetException(Over());
        _closed.Cancel();
        _closed.Dispose();
    }

    private Report? Current
    {
        get { lock (_gate) return _report; }
    }

    private async ValueTask SendWaitingAsync()
    {
        if (Current is not { IsSent: false } report) return;
        report.IsSent = true;
        var dataSet = PipeReader.Create(new ReadOnlySequence<byte>(report.DataSet));
        await _requests.SendAsync(report.Request.PresentationContextID, report.Request.ToCommand(++_lastMessageID), dataSet, _upper.Abort);
    }

    private static AssociationLostException Over() => AssociationLostException.Closed("the association is over");

    private sealed class Report(NEventReportRQ request, ReadOnlyMemory<byte> dataSet)
    {
        public NEventReportRQ Request { get; } = request;

        public ReadOnlyMemory<byte> DataSet { get; } = dataSet;

        public bool IsSent { get; set; }

        public TaskCompletionSource<DimseStatus> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
