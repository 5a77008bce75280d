namespace StoreScp.Dicom;

/// <summary>Bytes of a data set or a file that are written once and read any number of times: in memory while they are few, in a file beyond.</summary>
public sealed class SpooledStream : Stream
{
    /// <summary>Bytes above which they move to a file.</summary>
    public const int InMemoryBytes = 1024 * 1024;

    private readonly string _path;
    private MemoryStream? _memory = new();
    private FileStream? _file;

    /// <param name="scratchDirectory">An existing directory of this process; the file in it is deleted on dispose.</param>
    public SpooledStream(string scratchDirectory) => _path = Path.Combine(scratchDirectory, $"spool-{Guid.NewGuid():N}");

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;

    /// <summary>Bytes written so far.</summary>
    public override long Length => _file?.Length ?? _memory!.Length;

    public override long Position { get => Length; set => throw new NotSupportedException(); }

    /// <summary>A stream of its own over all bytes, seekable; nothing may be written any more.</summary>
    public Stream OpenRead()
    {
        if (_file is null)
            return new MemoryStream(_memory!.GetBuffer(), 0, (int)_memory.Length, writable: false);
        _file.Flush();
        return new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>A part of them as a stream of its own.</summary>
    public Stream OpenRead(long start, long length) => new StreamSlice(OpenRead(), start, length);

    public override void Write(ReadOnlySpan<byte> buffer) => Target(buffer.Length).Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Target(buffer.Length).WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file?.Dispose();
        base.Dispose(disposing);
    }

    private Stream Target(int more)
    {
        if (_file is null && _memory!.Length + more <= InMemoryBytes)
            return _memory;
        return _file ?? MoveToFile();
    }

    private FileStream MoveToFile()
    {
        _file = new FileStream(_path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 64 * 1024,
        });
        _memory!.WriteTo(_file);
        _memory = null;
        return _file;
    }
}
