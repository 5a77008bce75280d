using System.Buffers;
using System.IO.Pipelines;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>Our reports on an association that the peer opened: sent by the association's own loop between two of its messages (PS3.7 §10.1.1).</summary>
internal sealed class EventReports : IEventReporter, IDisposable
{
    private readonly UpperLayer _upper;
    private readonly TimeSpan _idleTimeout;
    private readonly TimeProvider _time;
    private readonly RequestWriter _requests;
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _gate = new();
    private Report? _report;
    private ushort _lastMessageID;

    internal EventReports(UpperLayer upper, AssociationContext association, TimeSpan idleTimeout, TimeProvider time)
    {
        _upper = upper;
        _idleTimeout = idleTimeout;
        _time = time;
        _requests = new RequestWriter(upper, PDataTFWriter.LongestFragment(association.PeerMaximumPduLength, upper.Options.MaximumPduLength));
        Closed = _closed.Token;
    }

    public CancellationToken Closed { get; }

    public async Task<DimseStatus> ReportAsync(NEventReportRQ request, ReadOnlyMemory<byte> dataSet, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var report = new Report(request, dataSet);
        lock (_gate)
        {
            if (Closed.IsCancellationRequested) throw Over();
            if (_report is not null) throw new InvalidOperationException("A report is under way; one at a time.");
            _report = report;
        }
        _upper.Input.Wake();
        try
        {
            return await report.Answer.Task.WaitAsync(_upper.Options.DimseTimeout, _time, cancellation) ?? throw Over();
        }
        catch (TimeoutException)
        {
            // Whoever does not answer one is not asked again here; its own messages go on.
            Close();
            throw;
        }
    }

    /// <summary>Between two messages: sends the report that waits, also one that comes meanwhile, until the peer's next message begins.</summary>
    internal async ValueTask AwaitMessageAsync(MessageReader messages, CancellationToken finish)
    {
        do await SendWaitingAsync();
        while (!await messages.AwaitMessageAsync(_idleTimeout, finish));
    }

    /// <summary>False for an answer to nothing that was reported.</summary>
    internal bool TryAnswer(DimseCommand response)
    {
        lock (_gate)
        {
            if (response.MessageIDBeingRespondedTo is not { } messageID || messageID == 0 || messageID > _lastMessageID) return false;
            // Otherwise it comes too late, and nobody waits for it.
            if (messageID == _lastMessageID && _report is { IsSent: true } report)
            {
                _report = null;
                report.Answer.TrySetResult(new DimseStatus(response.Status ?? DimseStatus.ProcessingFailure.Code));
            }
            return true;
        }
    }

    /// <summary>The association is over.</summary>
    public void Dispose()
    {
        Close();
        _closed.Dispose();
    }

    private void Close()
    {
        lock (_gate)
        {
            if (Closed.IsCancellationRequested) return;
            _report?.Answer.TrySetResult(null);
            _report = null;
            // Within the lock: whoever disposes of it waits until this is done.
            _closed.Cancel();
        }
    }

    private async ValueTask SendWaitingAsync()
    {
        Report report;
        lock (_gate)
        {
            if (_report is not { IsSent: false } waiting) return;
            report = waiting;
            report.IsSent = true;
            _lastMessageID++;
        }
        var dataSet = PipeReader.Create(new ReadOnlySequence<byte>(report.DataSet));
        await _requests.SendAsync(report.Request.PresentationContextID, report.Request.ToCommand(_lastMessageID), dataSet, _upper.Abort);
    }

    private static AssociationLostException Over() => AssociationLostException.Closed("the association is over");

    private sealed class Report(NEventReportRQ request, ReadOnlyMemory<byte> dataSet)
    {
        public NEventReportRQ Request { get; } = request;

        public ReadOnlyMemory<byte> DataSet { get; } = dataSet;

        public bool IsSent { get; set; }

        /// <summary>Null when the association ended first.</summary>
        public TaskCompletionSource<DimseStatus?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
