namespace StoreScp.Plugins.DeIdentification.Pixels;

/// <summary>Native pixels on their way, with regions of every frame blank. Keeps nothing but its place in the value.</summary>
internal sealed class BlankedRegionsStream(Stream pixels, PixelLayout layout, IReadOnlyList<PixelRegion> regions) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await pixels.ReadAsync(buffer, cancellationToken);
        Blank(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        int count = pixels.Read(buffer);
        Blank(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) pixels.Dispose();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await pixels.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Blanks what of the regions lies in the bytes that begin at the current position, and goes on behind them.</summary>
    private void Blank(Span<byte> bytes)
    {
        long end = _position + bytes.Length;
        for (long row = _position / layout.RowBytes; row * layout.RowBytes < end; row++)
        {
            int y = (int)(row % layout.Rows);
            foreach (PixelRegion region in regions)
            {
                if (y < region.Y || y - region.Y >= region.Height || region.X >= layout.Columns) continue;
                int width = Math.Min(region.Width, layout.Columns - region.X);
                long from = (row * layout.RowBytes) + ((long)region.X * layout.PixelBytes);
                Fill(bytes, from, from + ((long)width * layout.PixelBytes));
            }
        }
        _position = end;
    }

    /// <summary>Blanks from one offset in the value to another, as far as it is here; a pixel may lie half in these bytes.</summary>
    private void Fill(Span<byte> bytes, long from, long to)
    {
        ReadOnlySpan<byte> blank = layout.Blank.Span;
        int first = (int)Math.Max(0, from - _position);
        int last = (int)Math.Min(bytes.Length, to - _position);
        if (last <= first) return;
        if (blank.IndexOfAnyExcept((byte)0) < 0)
        {
            bytes[first..last].Clear();
            return;
        }
        for (int i = first; i < last; i++) bytes[i] = blank[(int)((_position + i) % layout.PixelBytes)];
    }
}
