using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace StoreScp.Protocol.Associations;

/// <summary>
/// The bytes from the peer, under a deadline that runs only while they are awaited. Once it has failed it fails the same way
/// for ever, so that no one who swallows an exception can go on with a dead association.
/// </summary>
internal sealed class TransportInput(PipeReader reader, IPausingTransport? pauses, TimeProvider time, CancellationToken abort) : IDisposable
{
    private readonly Deadline _deadline = new(time, pauses);
    private readonly Lock _wakeGate = new();
    private bool _isWakeable;
    private bool _isWoken;
    private ReadOnlySequence<byte> _buffer;
    private bool _isReading;
    private TimeSpan _allowed;
    private TimeSpan _allowedInAll = TimeSpan.MaxValue;
    private string _waitingFor = "";
    private CancellationTokenRegistration _abortRegistration;

    /// <summary>Why nothing more can be read; null while all is well.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>True once a byte has come.</summary>
    internal bool HasHeardPeer { get; private set; }

    internal PipeReader Reader => reader;

    internal void Open() => _abortRegistration = abort.UnsafeRegister(static deadline => ((Deadline)deadline!).Cancel(), _deadline);

    /// <summary>Begins a phase: so long may the peer be awaited in all until the next call.</summary>
    internal void Allow(TimeSpan allowed, string waitingFor) => (_allowed, _waitingFor) = (allowed, waitingFor);

    /// <summary>Begins a message: over all its phases the peer may be awaited so long.</summary>
    internal void AllowInAll(TimeSpan allowed) => _allowedInAll = allowed;

    /// <summary>More of the message has been announced, which takes its time.</summary>
    internal void ExtendInAll(TimeSpan more) => _allowedInAll = _allowedInAll > TimeSpan.MaxValue - more ? TimeSpan.MaxValue : _allowedInAll + more;

    /// <summary>Ends the wait for the peer now, because the server is going down.</summary>
    internal void Interrupt() => _deadline.Cancel();

    internal ValueTask<ReadResult> ReadAsync()
    {
        if (Failure is not null) return ValueTask.FromException<ReadResult>(Failure);
        if (_isReading) AdvanceTo(_buffer.Start, _buffer.Start);
        ValueTask<ReadResult> read;
        try
        {
            read = reader.ReadAsync(_deadline.Token);
        }
        catch (Exception exception)
        {
            // A transport that throws instead of returning a failed task.
            read = ValueTask.FromException<ReadResult>(exception);
        }
        return read.IsCompletedSuccessfully ? new ValueTask<ReadResult>(Took(read.Result)) : WaitAsync(read);
    }

    /// <summary>Ends <see cref="AwaitBytesAsync"/>: the one that waits, or else the next one. From any thread.</summary>
    internal void Wake()
    {
        lock (_wakeGate)
        {
            _isWoken = true;
            if (_isWakeable) reader.CancelPendingRead();
        }
    }

    /// <summary>Waits for bytes, or the end of them, and takes none; false when it was woken instead.</summary>
    internal async ValueTask<bool> AwaitBytesAsync()
    {
        if (!BeginWakeable()) return false;
        var isWoken = false;
        ReadResult read;
        try
        {
            read = await ReadAsync();
        }
        finally
        {
            isWoken = EndWakeable();
        }
        // Too late for this read, it would cancel the next one, which is not prepared for it.
        if (isWoken && !read.IsCanceled) read = await ReadAsync();
        AdvanceTo(read.Buffer.Start, read.Buffer.Start);
        return !isWoken;
    }

    /// <summary>What is there already, without a wait.</summary>
    internal bool TryRead(out ReadResult result)
    {
        if (Failure is not null) throw Failure;
        if (!reader.TryRead(out result)) return false;
        Took(result);
        return true;
    }

    internal void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _isReading = false;
        reader.AdvanceTo(consumed, examined);
    }

    /// <summary>The exception, remembered; throw it.</summary>
    internal T Fail<T>(T exception) where T : Exception
    {
        Failure ??= exception;
        return exception;
    }

    /// <summary>Gives back what an interrupted reader still holds, so that the transport can be read to its end.</summary>
    internal void Abandon()
    {
        if (_isReading) AdvanceTo(_buffer.End, _buffer.End);
    }

    public void Dispose()
    {
        _abortRegistration.Dispose();
        _deadline.Dispose();
    }

    private bool BeginWakeable()
    {
        lock (_wakeGate)
        {
            _isWakeable = !_isWoken;
            _isWoken = false;
            return _isWakeable;
        }
    }

    private bool EndWakeable()
    {
        lock (_wakeGate)
        {
            var isWoken = _isWoken;
            _isWakeable = _isWoken = false;
            return isWoken;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> read)
    {
        var since = time.GetTimestamp();
        var isMessageTooLong = _allowedInAll < _allowed;
        _deadline.Start(isMessageTooLong ? _allowedInAll : _allowed);
        try
        {
            return Took(await read);
        }
        catch (OperationCanceledException) when (_deadline.Token.IsCancellationRequested)
        {
            throw Fail(_deadline.HasPassed && !abort.IsCancellationRequested
                ? AssociationLostException.TooSlow(isMessageTooLong ? "a message came too slowly" : $"{_waitingFor} did not come in time")
                : AssociationLostException.ShuttingDown());
        }
        catch (InvalidOperationException exception) when (exception is not ObjectDisposedException)
        {
            // The transport was misused: our bug, not the peer's.
            Fail(exception);
            throw;
        }
        catch (Exception exception)
        {
            // Whatever else a transport throws, its connection is no more.
            throw Fail(AssociationLostException.Closed("the connection broke", exception));
        }
        finally
        {
            var waited = time.GetElapsedTime(since) - _deadline.Stop();
            _allowed -= waited;
            _allowedInAll -= waited;
        }
    }

    private ReadResult Took(ReadResult result)
    {
        _buffer = result.Buffer;
        _isReading = true;
        HasHeardPeer |= !_buffer.IsEmpty;
        return result;
    }
}
