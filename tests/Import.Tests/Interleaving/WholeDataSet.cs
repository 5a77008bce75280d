using System.Buffers;
using System.IO.Pipelines;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;

namespace StoreScp.Import.Tests.Interleaving;

/// <summary>A data set that has arrived to its last byte.</summary>
internal sealed class WholeDataSet(NegotiatedContext context, byte[] dataSet) : DataSetReader
{
    private readonly PipeReader _bytes = Create(new ReadOnlySequence<byte>(dataSet));

    public override NegotiatedContext PresentationContext => context;

    public override bool IsFull => true;

    public override long BytesReceived => dataSet.Length;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => _bytes.ReadAsync(cancellationToken);

    public override bool TryRead(out ReadResult result) => _bytes.TryRead(out result);

    public override void AdvanceTo(SequencePosition consumed) => _bytes.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _bytes.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => _bytes.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _bytes.Complete(exception);
}
