using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Memory;

namespace StoreScp.Receiving.Headers;

/// <summary>
/// The bytes of one data set as they arrive. The first ones are kept while the header is looked for: where they arrived (no
/// copy) while they fit into <see cref="InPlaceBytes"/>, in <see cref="KeptBytes"/> beyond. The others pass.
/// </summary>
internal sealed class ReceivedBytes : IDisposable
{
    /// <summary>Bytes that may wait unconsumed in the connection's block.</summary>
    public const int InPlaceBytes = 96 * 1024;

    private readonly DataSetReader _dataSet;
    private readonly BlockDuplexPipe _connection;
    private readonly string _scratchDirectory;
    private readonly ContentDigest _digest;
    private readonly AnswerDeadline _deadline;
    private ReadOnlySequence<byte> _pending;
    private KeptBytes? _kept;
    private bool _hasPending;
    private bool _keeps = true;

    /// <param name="digest">Gets every byte once, as received and in order.</param>
    /// <param name="deadline">Starts with the last fragment.</param>
    public ReceivedBytes(DataSetReader dataSet, BlockDuplexPipe connection, string scratchDirectory, ContentDigest digest, AnswerDeadline deadline)
    {
        _dataSet = dataSet;
        _connection = connection;
        _scratchDirectory = scratchDirectory;
        _digest = digest;
        _deadline = deadline;
    }

    /// <summary>True when the data set has no byte beyond the last ones read.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>Every byte read so far; valid until the next call of anything here, and not after <see cref="StopKeeping"/>.</summary>
    public ReadOnlySequence<byte> Kept => _kept is null ? _pending : new ReadOnlySequence<byte>(_kept.AsMemory());

    /// <summary>What the bytes inflate to; null unless <see cref="Inflate"/> was called. Belongs to this.</summary>
    public InflatedBytes? Inflated { get; private set; }

    /// <summary>Makes <see cref="Inflated"/> the reader of these bytes; call once, before any other.</summary>
    public InflatedBytes Inflate(DicomReadLimits limits) => Inflated = new InflatedBytes(this, limits);

    /// <summary>Waits for more bytes of the data set and returns those that are new; empty only when <see cref="IsCompleted"/>.</summary>
    /// <exception cref="StoreFailureException">A700H: the memory budget had no block for this connection in time.</exception>
    public async ValueTask<ReadOnlySequence<byte>> ReadAsync(CancellationToken cancellation)
    {
        var known = GiveBack();
        var result = await _dataSet.ReadAsync(cancellation);
        if (result.IsCanceled)
            throw new OperationCanceledException(cancellation);
        _pending = result.Buffer;
        _hasPending = true;
        if (_connection.IsStarved)
            throw new StoreFailureException(DimseStatus.OutOfResources, "Limits:MemoryBudgetBytes is exhausted");
        if (result.IsCompleted && !IsCompleted)
            _deadline.Start(_dataSet.BytesReceived);
        IsCompleted = result.IsCompleted;
        var fresh = _pending.Slice(known);
        _digest.Append(fresh);
        _kept?.Append(fresh);
        return fresh;
    }

    /// <summary>Gives <see cref="Kept"/> to the caller and stops keeping; null, and nothing happens, while it is still where it arrived.</summary>
    public KeptBytes? TakeKept()
    {
        if (_kept is null)
            return null;
        var taken = _kept;
        (_kept, _keeps) = (null, false);
        return taken;
    }

    /// <summary>The header is done with: what comes from now on is valid only until the next <see cref="ReadAsync"/>.</summary>
    public void StopKeeping()
    {
        _keeps = false;
        _kept?.Dispose();
        _kept = null;
        GiveBack();
    }

    public void Dispose()
    {
        Inflated?.Dispose();
        StopKeeping();
    }

    /// <summary>Advances the data set and returns how many bytes at the front of the next read are known already.</summary>
    private long GiveBack()
    {
        if (!_hasPending)
            return 0;
        _hasPending = false;
        // Many small fragments fill the reader before their bytes do: then it takes no more until some are consumed.
        if (_keeps && _kept is null && _pending.Length < InPlaceBytes && !_dataSet.IsFull)
        {
            _dataSet.AdvanceTo(_pending.Start, _pending.End);
            return _pending.Length;
        }
        if (_keeps && _kept is null)
        {
            _kept = new KeptBytes(_scratchDirectory);
            _kept.Append(_pending);
        }
        _dataSet.AdvanceTo(_pending.End);
        return 0;
    }
}
