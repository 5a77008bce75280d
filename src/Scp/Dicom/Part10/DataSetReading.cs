namespace StoreScp.Dicom;

/// <summary>Reads header and trailer of a data set from a stream; memory grows with the bytes that arrive, never with what they announce.</summary>
internal sealed class DataSetReading
{
    private const int BlockBytes = 32 << 10;
    private readonly Stream _dataSet;
    private readonly DicomTransferSyntax _syntax;
    private readonly DataSetScanner _scanner;
    private byte[] _buffer = new byte[BlockBytes];
    private int _start;
    private int _end;
    private bool _isComplete;

    public DataSetReading(Stream dataSet, DicomTransferSyntax syntax, DicomReadLimits limits, BulkElements bulk)
    {
        _dataSet = dataSet;
        _syntax = syntax;
        _scanner = new DataSetScanner(limits);
        _scanner.Reset(syntax, bulk);
    }

    public ElementEntry? Bulk { get; private set; }

    public DicomDataset ReadHeader()
    {
        while (_scanner.Stage == ScanStage.Header)
        {
            if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            int read = _dataSet.Read(_buffer.AsSpan(_end));
            if (read == 0)
            {
                _scanner.Complete();
                _isComplete = true;
                break;
            }
            _start = _end + _scanner.Scan(_buffer.AsSpan(_end, read));
            _end += read;
        }
        int headerLength = (int)_scanner.HeaderLength;
        var header = DicomDataset.FromScan(_buffer.AsMemory(0, headerLength), _scanner.Elements, _syntax);
        if (!_isComplete) BeginBulk(headerLength);
        return header;
    }

    public DicomDataset ReadTrailer()
    {
        // Scanned block by block; of each only what lies behind the bulk is kept.
        var trailer = new List<byte>();
        long trailerStart = -1;
        while (!_isComplete)
        {
            long before = _scanner.Position;
            Span<byte> block = _buffer.AsSpan(_start, _end - _start);
            _scanner.Scan(block);
            if (trailerStart < 0 && _scanner.Stage == ScanStage.Trailer && Bulk is not null)
                trailerStart = BulkEnd();
            if (trailerStart >= 0 && _scanner.Position > trailerStart)
                trailer.AddRange(block[(int)Math.Clamp(trailerStart - before, 0, block.Length)..]);
            _start = 0;
            _end = _dataSet.Read(_buffer);
            _isComplete = _end == 0;
        }
        _scanner.Complete();
        Bulk = FindBulk();
        byte[] bytes = [.. trailer];
        return DicomDataset.FromScan(bytes, _scanner.Elements, _syntax, Math.Max(trailerStart, 0));
    }

    /// <summary>Takes the header of the bulk element, so that it can be told, and leaves its value unread.</summary>
    private void BeginBulk(int headerLength)
    {
        byte[] rest = _buffer[_start.._end];
        int inTag = (int)(_scanner.Position - headerLength);
        _buffer = new byte[Math.Max(BlockBytes, rest.Length)];
        rest.CopyTo(_buffer, 0);
        _start = 0;
        _end = rest.Length;
        while (_end + inTag < 12)
        {
            int read = _dataSet.Read(_buffer.AsSpan(_end));
            if (read == 0) break;
            _end += read;
        }
        _start = _scanner.Scan(_buffer.AsSpan(0, Math.Min(_end, 12 - inTag)));
        Bulk = FindBulk();
    }

    private ElementEntry? FindBulk()
    {
        foreach (ref readonly ElementEntry entry in _scanner.Elements)
            if (entry.Offset == _scanner.HeaderLength && entry.Tag == _scanner.BulkTag) return entry;
        return null;
    }

    private long BulkEnd() => Bulk!.Value.Offset + FindBulk()!.Value.TotalLength;
}
