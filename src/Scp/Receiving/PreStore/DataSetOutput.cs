using System.Buffers;
using System.IO.Compression;
using StoreScp.Dicom;
using StoreScp.Storage;

namespace StoreScp.Receiving.PreStore;

/// <summary>Where an edited data set is written to: the object, through a deflater where the transfer syntax asks for one (PS3.5 §A.5).</summary>
internal sealed class DataSetOutput : IAsyncDisposable
{
    private const int SmallBuffer = 16 * 1024;
    private const int LargestKeptBuffer = 64 * 1024;

    private readonly IInstanceWriter _writer;
    private ArrayBufferWriter<byte> _buffer;
    private readonly DeflateStream? _deflate;
    private readonly long _start;

    private DataSetOutput(IInstanceWriter writer, ArrayBufferWriter<byte> buffer, bool isDeflated)
    {
        (_writer, _buffer, _start) = (writer, buffer, writer.BytesWritten);
        _deflate = isDeflated ? new DeflateStream(new WriterStream(writer), CompressionLevel.Optimal, leaveOpen: true) : null;
    }

    /// <param name="fileMeta">Holds the File Meta Information, which is written in front, together with the header where it can be. Used as <see cref="Buffer"/> from then on.</param>
    public static async ValueTask<DataSetOutput> BeginAsync(
        IInstanceWriter writer, DicomTransferSyntax syntax, ArrayBufferWriter<byte> fileMeta, CancellationToken cancellation)
    {
        if (syntax.IsDeflated)
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(fileMeta.WrittenMemory), cancellation);
            fileMeta.ResetWrittenCount();
        }
        return new DataSetOutput(writer, fileMeta, syntax.IsDeflated);
    }

    /// <summary>For a few bytes at a time, followed by <see cref="FlushAsync"/>.</summary>
    public ArrayBufferWriter<byte> Buffer => _buffer;

    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        if (_buffer.WrittenCount > 0)
            await WriteAsync(new ReadOnlySequence<byte>(_buffer.WrittenMemory), cancellation);
        _buffer.ResetWrittenCount();
    }

    /// <summary>A header of a multi-frame instance makes the buffer large; the bulk that follows may take minutes, on hundreds of associations.</summary>
    public void ReleaseLargeBuffer()
    {
        if (_buffer.Capacity > LargestKeptBuffer)
            _buffer = new ArrayBufferWriter<byte>(SmallBuffer);
    }

    public async ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellation)
    {
        if (_deflate is null)
        {
            await _writer.WriteAsync(bytes, cancellation);
            return;
        }
        foreach (var segment in bytes)
            await _deflate.WriteAsync(segment, cancellation);
    }

    /// <summary>After the last byte of the data set.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellation)
    {
        await FlushAsync(cancellation);
        if (_deflate is null)
            return;
        await _deflate.DisposeAsync();
        if ((_writer.BytesWritten - _start) % 2 != 0)
            await _writer.WriteAsync(new ReadOnlySequence<byte>(new byte[1]), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_deflate is not null)
            await _deflate.DisposeAsync();
    }
}
