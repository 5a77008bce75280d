using System.Buffers;
using System.IO.Pipelines;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;

namespace StoreScp.Receiving.Tests.Commitments;

/// <summary>A data set in memory that comes in pieces, as one in reception does.</summary>
internal sealed class HeldDataSet : DataSetReader
{
    private readonly PipeReader _inner;

    public HeldDataSet(byte[] bytes, NegotiatedContext context)
    {
        PresentationContext = context;
        _inner = PipeReader.Create(new MemoryStream(bytes), new StreamPipeReaderOptions(bufferSize: 4096));
    }

    public override NegotiatedContext PresentationContext { get; }

    public override bool IsFull => false;

    public override long BytesReceived => 0;

    public override bool TryRead(out ReadResult result) => _inner.TryRead(out result);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => _inner.ReadAsync(cancellationToken);

    public override void AdvanceTo(SequencePosition consumed) => _inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => _inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _inner.Complete(exception);
}
