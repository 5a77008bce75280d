using System.IO.Pipelines;

namespace StoreScp.Protocol.Tests.Support;

/// <summary>
/// A transport as the server's: one contiguous block, unconsumed bytes kept at its front, and an exception for whoever waits for more
/// while it is full. What the peer sends is scripted; each read brings as much as fits, or so many bytes.
/// </summary>
sealed class BlockTransport(byte[] script, int blockBytes = 256 * 1024, int bytesPerRead = int.MaxValue) : PipeReader
{
    private readonly byte[] _block = new byte[blockBytes];
    private int _sent;
    private int _start;
    private int _end;
    private bool _allExamined = true;

    public int ReadCount { get; private set; }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_allExamined) Receive();
        return ValueTask.FromResult(new ReadResult(new(_block, _start, _end - _start), false, _sent == script.Length && _allExamined));
    }

    public override bool TryRead(out ReadResult result)
    {
        result = default;
        if (_allExamined) return false;
        result = new ReadResult(new(_block, _start, _end - _start), false, false);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _start = consumed.GetInteger();
        _allExamined = examined.GetInteger() == _end;
    }

    public override void CancelPendingRead()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }

    private void Receive()
    {
        ReadCount++;
        _block.AsSpan(_start, _end - _start).CopyTo(_block);
        (_start, _end) = (0, _end - _start);
        if (_end == _block.Length) throw new InvalidOperationException("The block is full and nothing was consumed.");
        var count = Math.Min(Math.Min(script.Length - _sent, _block.Length - _end), bytesPerRead);
        script.AsSpan(_sent, count).CopyTo(_block.AsSpan(_end));
        _sent += count;
        _end += count;
        _allExamined = false;
        // Nothing came: the end of the connection is all there is to see.
        if (count == 0) _allExamined = true;
    }
}
