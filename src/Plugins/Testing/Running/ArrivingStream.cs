namespace StoreScp.Plugins.Testing;

/// <summary>The bulk of an instance while it arrives from the network: forward only, asynchronous only.</summary>
internal sealed class ArrivingStream(Stream value) : ForwardOnlyStream
{
    public override int Read(Span<byte> buffer) =>
        throw new NotSupportedException("The bulk arrives while it is read: a stream put over it reads by ReadAsync, never by Read.");

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => value.ReadAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            value.Dispose();
        base.Dispose(disposing);
    }
}
