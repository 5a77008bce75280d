using System.IO.Pipelines;
using System.Threading.Tasks.Sources;

namespace StoreScp.Protocol.Tests.Support;

/// <summary>A transport that knows whether its peer is awaited: a read is pending and whoever made it has come to its await.</summary>
sealed class ObservedTransport(IDuplexPipe inner) : IDuplexPipe
{
    private readonly Observed _input = new(inner.Input);

    public PipeReader Input => _input;

    public PipeWriter Output => inner.Output;

    public bool IsAwaited => _input.IsAwaited;

    public async Task IsAwaitedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!IsAwaited)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(1);
        }
    }

    private sealed class Observed(PipeReader inner) : PipeReader, IValueTaskSource<ReadResult>
    {
        private Task<ReadResult>? _pending;
        private volatile bool _isAwaited;

        public bool IsAwaited => _isAwaited && _pending is { IsCompleted: false };

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            _isAwaited = false;
            var read = inner.ReadAsync(cancellationToken);
            if (read.IsCompletedSuccessfully) return read;
            _pending = read.AsTask();
            return new ValueTask<ReadResult>(this, 0);
        }

        public ReadResult GetResult(short token) => _pending!.GetAwaiter().GetResult();

        public ValueTaskSourceStatus GetStatus(short token) => _pending! switch
        {
            { IsCompletedSuccessfully: true } => ValueTaskSourceStatus.Succeeded,
            { IsCanceled: true } => ValueTaskSourceStatus.Canceled,
            { IsFaulted: true } => ValueTaskSourceStatus.Faulted,
            _ => ValueTaskSourceStatus.Pending,
        };

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            _pending!.GetAwaiter().UnsafeOnCompleted(() => continuation(state));
            _isAwaited = true;
        }

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }
}
