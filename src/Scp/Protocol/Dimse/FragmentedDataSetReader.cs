using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>The data set of the message in reception, straight from the transport's memory. One per association, used again for each message.</summary>
internal sealed class FragmentedDataSetReader(UpperLayer upper, PdvCursor cursor, long maximumBytes) : DataSetReader
{
    // With headers between the fragments, and what may still come in one read, inside a transport block of 256 KiB.
    private const int FullTransportLength = MaximumUnconsumedBytes + (32 * 1024);

    private readonly FragmentLayout _layout = new();
    private NegotiatedContext? _context;
    private ReadOnlySequence<byte> _transport;
    private bool _isReading;
    private bool _isExhausted;
    private bool _isComplete;
    private bool _isInterrupted;
    private bool _isGivenUp;
    private bool _isDraining;
    private bool _cameAgain;
    private int _examined;
    private long _bytesReceived;

    public override NegotiatedContext PresentationContext => _context ?? throw new InvalidOperationException("No data set is in reception.");

    public override bool IsFull => _layout.TransportLength >= FullTransportLength || !_layout.HasRoom;

    public override long BytesReceived => _bytesReceived;

    private bool IsAtEnd => _isComplete && _layout.DataLength == 0 && !_isReading;

    internal void Begin(NegotiatedContext context)
    {
        _context = context;
        _layout.Clear();
        _isReading = _isComplete = _isInterrupted = _isGivenUp = _isDraining = _cameAgain = false;
        _examined = 0;
        _bytesReceived = 0;
        // The command's PDU is over, and with it its time.
        cursor.AwaitMore(hasBytes: false);
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfGivenUp();
        var read = ReadAsync();
        // The association's own token ends the wait anyway.
        return read.IsCompletedSuccessfully || !cancellationToken.CanBeCanceled || cancellationToken == upper.Abort
            ? read
            : WaitCancellableAsync(read, cancellationToken);
    }

    public override bool TryRead(out ReadResult result)
    {
        ThrowIfGivenUp();
        Rewind();
        result = new ReadResult(default, isCanceled: false, isCompleted: true);
        return IsAtEnd || (upper.Input.TryRead(out var transport) && TryProduce(transport, out result));
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_isReading) return;
        _isReading = false;
        var taken = FragmentLayout.OffsetOf(consumed);
        if (taken > 0) _cameAgain = false;
        _examined = Math.Max(taken, FragmentLayout.OffsetOf(examined)) - taken;
        var end = _transport.GetPosition(_layout.Consume(taken));
        // New bytes are waited for only when these have been seen and nothing more can be made of them.
        var waits = _examined == _layout.DataLength && _isExhausted && !IsFull;
        upper.Input.AdvanceTo(end, waits ? _transport.End : end);
    }

    public override void CancelPendingRead() => upper.Input.Reader.CancelPendingRead();

    /// <summary>The consumer is done; the association reads the rest away.</summary>
    public override void Complete(Exception? exception = null) => _isGivenUp = true;

    /// <summary>Reads what the provider has left and throws it away: a peer that is still sending hears no answer.</summary>
    internal async ValueTask DrainAsync()
    {
        _isDraining = true;
        Rewind();
        while (!IsAtEnd)
        {
            var read = await ReadAsync();
            if (_bytesReceived / 2 > maximumBytes) throw upper.Input.Fail(AssociationAbortException.InvalidParameter("a data set without end"));
            AdvanceTo(read.Buffer.End);
        }
    }

    private ValueTask<ReadResult> ReadAsync()
    {
        Rewind();
        if (IsAtEnd) return new ValueTask<ReadResult>(new ReadResult(default, isCanceled: false, isCompleted: true));
        if (_isInterrupted) return WaitAsync(default);
        var transport = upper.Input.ReadAsync();
        if (!transport.IsCompletedSuccessfully) return WaitAsync(transport);
        if (TryProduce(transport.Result, out var result)) return new ValueTask<ReadResult>(result);
        return WaitAsync(_isInterrupted ? default : upper.Input.ReadAsync());
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> transport)
    {
        while (true)
        {
            // Throws: no PDU but P-DATA-TF lets a message go on.
            if (_isInterrupted) await ReadInterruptionAsync();
            if (TryProduce(await transport, out var result)) return result;
            if (!_isInterrupted) transport = upper.Input.ReadAsync();
        }
    }

    private async ValueTask ReadInterruptionAsync()
    {
        if (_layout.TransportLength > 0)
        {
            // What the consumer has left lies before the interrupting PDU; nobody will ask for it again.
            var transport = await upper.Input.ReadAsync();
            var interruption = transport.Buffer.GetPosition(_layout.TransportLength);
            upper.Input.AdvanceTo(interruption, interruption);
            _layout.Clear();
        }
        await upper.ReadInterruptionAsync(isInMessage: true);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WaitCancellableAsync(ValueTask<ReadResult> read, CancellationToken cancellation)
    {
        using var registration = cancellation.UnsafeRegister(static reader => ((DataSetReader)reader!).CancelPendingRead(), this);
        var result = await read;
        if (!result.IsCanceled || !cancellation.IsCancellationRequested) return result;
        Rewind();
        throw new OperationCanceledException(cancellation);
    }

    private void ThrowIfGivenUp()
    {
        if (_isGivenUp) throw new InvalidOperationException("The data set has been given up.");
    }

    private void ThrowIfTooLong()
    {
        if (_bytesReceived <= maximumBytes || _isDraining) return;
        Rewind();
        throw new StoreFailureException(DimseStatus.OutOfResources, "Data set longer than the limit");
    }

    // Once is the contract; twice is a consumer that would go round for ever.
    private void PassAgain()
    {
        _isReading = true;
        if (_cameAgain) throw new InvalidOperationException("Nothing was consumed of a data set reader that is full.");
        _cameAgain = true;
    }

    // A read that nobody advanced is read again.
    private void Rewind()
    {
        if (_isReading) AdvanceTo(default, default);
    }

    private bool TryProduce(in ReadResult transport, out ReadResult result)
    {
        _transport = transport.Buffer;
        try
        {
            Parse();
        }
        catch (AssociationAbortException exception)
        {
            throw upper.Input.Fail(exception);
        }
        var isNew = _layout.DataLength > _examined || _isComplete || transport.IsCanceled;
        if (!isNew && IsFull) PassAgain();
        _isReading = isNew || _cameAgain;
        result = _isReading ? new ReadResult(_layout.ToSequence(_transport), transport.IsCanceled, _isComplete) : default;
        if (_isReading)
        {
            ThrowIfTooLong();
            return true;
        }
        if (transport.IsCompleted && !_isInterrupted) throw upper.Input.Fail(AssociationLostException.Closed("the connection closed inside a data set"));
        // Of an interruption only what it interrupts is taken: the PDU is read next.
        var interruption = _transport.GetPosition(_layout.TransportLength);
        upper.Input.AdvanceTo(_isInterrupted ? interruption : _transport.Start, _isInterrupted ? interruption : _transport.End);
        if (_isInterrupted) _layout.Clear();
        return false;
    }

    private void Parse()
    {
        Span<byte> copy = stackalloc byte[PdvCursor.LongestHead];
        var length = (int)_transport.Length;
        var at = _layout.TransportLength;
        _isExhausted = false;
        while (!_isComplete && !_isInterrupted && !_isExhausted && (cursor.FragmentLeft > 0 || _layout.HasRoom))
        {
            at += cursor.FragmentLeft > 0 ? TakeData(length - at) : TakeHeader(PdvCursor.Head(_transport, at, copy));
        }
        if (_isExhausted) cursor.AwaitMore(hasBytes: at < length);
    }

    private int TakeHeader(ReadOnlySpan<byte> head)
    {
        var step = cursor.Next(head, out var taken);
        if (taken > 0) _layout.AddHeader(taken);
        _isExhausted = step == PdvStep.NeedMoreBytes;
        _isInterrupted = step == PdvStep.OtherPdu;
        if (step != PdvStep.Fragment) return taken;
        if (cursor.IsCommand) throw AssociationAbortException.UnexpectedParameter("a command fragment inside a data set");
        if (cursor.PresentationContextID != _context!.ID) throw AssociationAbortException.UnexpectedParameter("a message on two presentation contexts");
        _isComplete = cursor.IsLast && cursor.FragmentLeft == 0;
        return taken;
    }

    private int TakeData(int available)
    {
        var length = (int)Math.Min(cursor.FragmentLeft, (uint)available);
        _isExhausted = length == 0;
        if (length == 0) return 0;
        _layout.AddData(length);
        cursor.Take(length);
        _bytesReceived += length;
        _isComplete = cursor.IsLast && cursor.FragmentLeft == 0;
        return length;
    }
}
