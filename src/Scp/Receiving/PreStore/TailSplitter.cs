using System.Buffers;
using StoreScp.Dicom;

namespace StoreScp.Receiving.PreStore;

/// <summary>Takes a tail apart: the value of the bulk first, then the elements after it.</summary>
/// <param name="bulk">As the header reader found it.</param>
/// <param name="withHeader">Tag, VR and length of the bulk come in front of its value, as they were received.</param>
internal sealed class TailSplitter(DataSetTail tail, ElementEntry bulk, bool withHeader)
{
    private readonly long _valueStart = bulk.Offset + (withHeader ? 0 : bulk.HeaderLength);
    private ReadOnlySequence<byte> _chunk;
    private long _position = bulk.Offset;
    private bool _hasValueEnded;

    /// <summary>The next bytes of the value, valid until the next call; empty at its end. Of an undefined length the delimiter is the last of it.</summary>
    public async ValueTask<ReadOnlySequence<byte>> ReadValueAsync(CancellationToken cancellation)
    {
        while (!_hasValueEnded)
        {
            if (_chunk.IsEmpty)
                _chunk = await tail.ReadAsync(cancellation);
            // Where the value ends is known at the latest when its last byte has been scanned.
            var end = EndOfValue();
            if (_chunk.IsEmpty)
                break;
            var part = Take(Math.Min(_chunk.Length, end - _position), out var from);
            _hasValueEnded = _position == end;
            var headerLeft = _valueStart - from;
            var value = headerLeft <= 0 ? part : part.Slice(Math.Min(headerLeft, part.Length));
            if (!value.IsEmpty)
                return value;
        }
        _hasValueEnded = true;
        return default;
    }

    /// <summary>The next bytes behind the bulk; only after <see cref="ReadValueAsync"/> has come to its end.</summary>
    public async ValueTask<ReadOnlySequence<byte>> ReadTrailerAsync(CancellationToken cancellation)
    {
        if (_chunk.IsEmpty)
            _chunk = await tail.ReadAsync(cancellation);
        return Take(_chunk.Length, out _);
    }

    /// <summary>Bytes of the data set before the trailer; once the value has ended.</summary>
    public long TrailerStart => _position;

    private long EndOfValue()
    {
        if (!bulk.HasUndefinedLength)
            return bulk.Offset + bulk.HeaderLength + bulk.ValueLength;
        var known = tail.FindBulk()!.Value.TotalLength;
        return known == 0 ? long.MaxValue : bulk.Offset + known;
    }

    private ReadOnlySequence<byte> Take(long length, out long from)
    {
        from = _position;
        var taken = _chunk.Slice(0, length);
        _chunk = _chunk.Slice(length);
        _position += length;
        return taken;
    }
}
