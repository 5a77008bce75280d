using System.Buffers;
using System.IO.Pipelines;

namespace StoreScp.Receiving.Headers;

/// <summary>
/// The first bytes of one data set, kept while the header is looked for: where they arrived (no copy) while they fit into
/// <see cref="InPlaceBytes"/>, in <see cref="KeptBytes"/> beyond.
/// </summary>
internal sealed class HeaderBytes : IDisposable
{
    /// <summary>Bytes that may wait unconsumed in the connection's block.</summary>
    public const int InPlaceBytes = 96 * 1024;

    private readonly PipeReader _dataSet;
    private readonly string _scratchDirectory;
    private ReadOnlySequence<byte> _pending;
    private KeptBytes? _kept;
    private bool _hasPending;

    public HeaderBytes(PipeReader dataSet, string scratchDirectory)
    {
        _dataSet = dataSet;
        _scratchDirectory = scratchDirectory;
    }

    /// <summary>True when the data set has no byte beyond <see cref="All"/>.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>Every byte read so far, valid until <see cref="ReadAsync"/> or <see cref="Consume"/>.</summary>
    public ReadOnlySequence<byte> All => _kept is null ? _pending : new ReadOnlySequence<byte>(_kept.AsMemory());

    /// <summary>Waits for more bytes of the data set and returns those that are new; empty only when <see cref="IsCompleted"/>.</summary>
    public async ValueTask<ReadOnlySequence<byte>> ReadAsync(CancellationToken cancellation)
    {
        var known = _kept is null ? _pending.Length : 0;
        if (_hasPending)
            known = Advance(known);
        _hasPending = false;
        var result = await _dataSet.ReadAsync(cancellation);
        if (result.IsCanceled)
            throw new OperationCanceledException(cancellation);
        _pending = result.Buffer;
        _hasPending = true;
        IsCompleted = result.IsCompleted;
        var fresh = _pending.Slice(known);
        _kept?.Append(fresh);
        return fresh;
    }

    /// <summary>Gives the bytes back to the connection; <see cref="All"/> is no longer valid.</summary>
    public void Consume()
    {
        if (_hasPending)
            _dataSet.AdvanceTo(_pending.End);
        _hasPending = false;
        _pending = default;
    }

    public void Dispose()
    {
        Consume();
        _kept?.Dispose();
    }

    private long Advance(long known)
    {
        if (_kept is null && known < InPlaceBytes)
        {
            _dataSet.AdvanceTo(_pending.Start, _pending.End);
            return known;
        }
        if (_kept is null)
        {
            _kept = new KeptBytes(_scratchDirectory);
            _kept.Append(_pending);
        }
        _dataSet.AdvanceTo(_pending.End);
        return 0;
    }
}
