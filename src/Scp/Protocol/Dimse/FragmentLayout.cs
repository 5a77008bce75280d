using System.Buffers;

namespace StoreScp.Protocol.Dimse;

/// <summary>
/// Which of the transport's unconsumed bytes are data set and which are headers between its fragments. Counts bytes only, so that it
/// outlives the transport's buffers; makes one sequence of them whenever they are read.
/// </summary>
internal sealed class FragmentLayout
{
    /// <summary>A peer that sends crumbs gets them passed on so many at a time; 256 is a block of the transport in PDUs of 1 KiB.</summary>
    private const int MaximumRuns = 256;

    private readonly Run[] _runs = new Run[MaximumRuns];
    private DataSetSegment[] _segments = [new()];
    private int _runCount;
    private int _segmentCount;

    /// <summary>Bytes of the transport that are accounted for, headers included.</summary>
    internal int TransportLength { get; private set; }

    /// <summary>Of those, bytes of the data set.</summary>
    internal int DataLength { get; private set; }

    internal bool HasRoom => _runCount < MaximumRuns;

    internal void Clear() => (_runCount, TransportLength, DataLength) = (0, 0, 0);

    /// <summary>Header bytes come next; a run of data follows them.</summary>
    internal void AddHeader(int length)
    {
        if (_runCount == 0 || _runs[_runCount - 1].Length > 0) _runs[_runCount++] = default;
        _runs[_runCount - 1].HeaderLength += length;
        TransportLength += length;
    }

    internal void AddData(int length)
    {
        if (_runCount == 0) _runCount = Reset(ref _runs[0]);
        _runs[_runCount - 1].Length += length;
        TransportLength += length;
        DataLength += length;
    }

    /// <summary>Forgets the first bytes of the data set, and the headers before and in between. Returns how many bytes of the transport those are.</summary>
    internal int Consume(int dataLength)
    {
        var all = dataLength == DataLength;
        var transport = 0;
        var gone = 0;
        var left = dataLength;
        while (gone < _runCount && (all || left > 0) && left >= _runs[gone].Length)
        {
            left -= _runs[gone].Length;
            transport += _runs[gone].HeaderLength + _runs[gone].Length;
            gone++;
        }
        _runCount -= gone;
        Array.Copy(_runs, gone, _runs, 0, _runCount);
        if (left > 0)
        {
            transport += _runs[0].HeaderLength + left;
            _runs[0] = new Run { Length = _runs[0].Length - left };
        }
        TransportLength -= transport;
        DataLength -= dataLength;
        return transport;
    }

    /// <summary>The data set's bytes in this buffer of the transport, as one sequence.</summary>
    internal ReadOnlySequence<byte> ToSequence(in ReadOnlySequence<byte> transport)
    {
        _segmentCount = 0;
        if (transport.IsSingleSegment) AddRuns(transport.First);
        else AddRuns(transport);
        if (_segmentCount == 0) return ReadOnlySequence<byte>.Empty;
        var last = _segments[_segmentCount - 1];
        return new ReadOnlySequence<byte>(_segments[0], 0, last, last.Memory.Length);
    }

    /// <summary>How far into the sequence a position of it is.</summary>
    internal static int OffsetOf(SequencePosition position) =>
        position.GetObject() is DataSetSegment segment ? (int)segment.RunningIndex + position.GetInteger() : 0;

    private void AddRuns(ReadOnlyMemory<byte> transport)
    {
        var index = 0;
        var at = 0;
        foreach (var run in _runs.AsSpan(0, _runCount))
        {
            at += run.HeaderLength;
            if (run.Length == 0) continue;
            Add(transport.Slice(at, run.Length), index);
            at += run.Length;
            index += run.Length;
        }
    }

    private void AddRuns(in ReadOnlySequence<byte> transport)
    {
        var index = 0L;
        var position = transport.Start;
        foreach (var run in _runs.AsSpan(0, _runCount))
        {
            var start = transport.GetPosition(run.HeaderLength, position);
            position = transport.GetPosition(run.Length, start);
            foreach (var memory in transport.Slice(start, position))
            {
                if (memory.IsEmpty) continue;
                Add(memory, index);
                index += memory.Length;
            }
        }
    }

    private void Add(ReadOnlyMemory<byte> memory, long index)
    {
        if (_segmentCount == _segments.Length)
        {
            Array.Resize(ref _segments, _segments.Length * 2);
            for (var i = _segmentCount; i < _segments.Length; i++) _segments[i] = new DataSetSegment();
        }
        _segments[_segmentCount].Set(memory, index);
        if (_segmentCount > 0) _segments[_segmentCount - 1].Append(_segments[_segmentCount]);
        _segmentCount++;
    }

    private static int Reset(ref Run run)
    {
        run = default;
        return 1;
    }

    private struct Run
    {
        internal int HeaderLength;
        internal int Length;
    }
}
