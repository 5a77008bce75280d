using System.IO.Compression;

namespace StoreScp.Dicom;

/// <summary>Inflates a deflated data set (PS3.5 §A.5) within <see cref="DicomReadLimits"/>.</summary>
/// <remarks>
/// Reading throws <see cref="DicomDataException"/> beyond a limit, when the bytes are not DEFLATE, and when they end before the DEFLATE
/// stream does. What lies behind its end, a byte of padding mostly, is not looked at.
/// </remarks>
public sealed class InflatingStream : Stream
{
    /// <summary>A mask of a few hundred frames may be all zeros, and deflates to almost nothing.</summary>
    private const long RatioWatchedFrom = 64 << 20;

    private readonly CountingStream _deflated;
    private readonly DeflateStream _inflater;
    private readonly DicomReadLimits _limits;
    private long _inflatedBytes;

    public InflatingStream(Stream deflated, DicomReadLimits limits, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _limits = limits;
        _deflated = new CountingStream(deflated);
        _inflater = new DeflateStream(_deflated, CompressionMode.Decompress, leaveOpen);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _inflatedBytes; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Check(_inflater.Read(buffer), buffer.Length);
        }
        catch (InvalidDataException cause)
        {
            throw new DicomDataException("The data set is not a DEFLATE stream", cause);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Check(await _inflater.ReadAsync(buffer, cancellationToken), buffer.Length);
        }
        catch (InvalidDataException cause)
        {
            throw new DicomDataException("The data set is not a DEFLATE stream", cause);
        }
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inflater.Dispose();
        base.Dispose(disposing);
    }

    private int Check(int read, int asked)
    {
        // An inflater that has come to the end of its stream asks for no more bytes.
        if (read == 0 && asked > 0 && _deflated.HasEnded)
            throw new DicomDataException($"The data set ends before its DEFLATE stream does, after {_deflated.BytesRead} bytes");
        _inflatedBytes += read;
        if (_inflatedBytes > _limits.MaximumInflatedBytes)
            throw new DicomDataException($"The data set inflates beyond {nameof(DicomReadLimits.MaximumInflatedBytes)} = {_limits.MaximumInflatedBytes}");
        if (_inflatedBytes > RatioWatchedFrom && _inflatedBytes / _limits.MaximumInflationRatio > _deflated.BytesRead)
            throw new DicomDataException($"The data set inflates beyond {nameof(DicomReadLimits.MaximumInflationRatio)} = {_limits.MaximumInflationRatio}");
        return read;
    }
}
