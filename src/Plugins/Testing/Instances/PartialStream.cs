namespace StoreScp.Plugins.Testing;

/// <summary>The next bytes of a stream; disposing it disposes the stream.</summary>
internal sealed class PartialStream(Stream whole, long length) : ForwardOnlyStream
{
    private long _left = length;

    public override int Read(Span<byte> buffer) => Count(whole.Read(buffer[..Fit(buffer.Length)]));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await whole.ReadAsync(buffer[..Fit(buffer.Length)], cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            whole.Dispose();
        base.Dispose(disposing);
    }

    private int Fit(int count) => (int)Math.Min(count, _left);

    private int Count(int read)
    {
        _left -= read;
        return read;
    }
}
