using System.Buffers;
using StoreScp.Dicom;

namespace StoreScp.Receiving.Headers;

/// <summary>
/// Reads a data set up to its bulk (architecture: "Header") and keeps what was read, exactly as received. Afterwards the
/// scanner follows the rest of the data set, so that a truncated one is found.
/// </summary>
internal sealed class HeaderReader
{
    private readonly DataSetScanner _scanner;
    private readonly DicomReadLimits _limits;
    private bool _follows;

    public HeaderReader(DicomReadLimits limits)
    {
        _limits = limits;
        _scanner = new DataSetScanner(limits);
    }

    /// <summary>Reads until the header is complete; its bytes are the first of <see cref="ReceivedBytes.Kept"/>.</summary>
    /// <exception cref="DicomDataException">The header cannot be understood or exceeds a limit.</exception>
    public async ValueTask<HeaderFields> ReadAsync(ReceivedBytes bytes, DicomTransferSyntax syntax, string scratchDirectory, CancellationToken cancellation)
    {
        _scanner.Reset(syntax);
        _follows = !syntax.IsDeflated;
        if (syntax.IsDeflated)
            return await ReadDeflatedAsync(bytes, scratchDirectory, cancellation);

        do
        {
            var fresh = await bytes.ReadAsync(cancellation);
            Scan(fresh);
        }
        while (_scanner.Stage == ScanStage.Header && !bytes.IsCompleted);
        return HeaderFields.Read(_scanner.Elements, bytes.Kept);
    }

    /// <summary>Follows bytes of the data set behind those that <see cref="ReadAsync"/> has read.</summary>
    /// <exception cref="DicomDataException">The data set is damaged here.</exception>
    public void Follow(ReadOnlySequence<byte> bytes)
    {
        if (_follows)
            Scan(bytes);
    }

    /// <summary>The data set ended.</summary>
    /// <exception cref="DicomDataException">It ended inside an element.</exception>
    public void Complete()
    {
        if (_follows)
            _scanner.Complete();
    }

    private void Scan(ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
            Scan(segment.Span);
    }

    private void Scan(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[_scanner.Scan(bytes)..];
    }

    /// <summary>The scanner sees the inflated header; what is kept and stored are the bytes as received.</summary>
    private async ValueTask<HeaderFields> ReadDeflatedAsync(ReceivedBytes bytes, string scratchDirectory, CancellationToken cancellation)
    {
        await using var inflated = new InflatingStream(new KeptBytesStream(bytes), _limits);
        using var header = new KeptBytes(scratchDirectory);
        var chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var length = 0;
            do
            {
                length = await inflated.ReadAsync(chunk, cancellation);
                header.Append(chunk.AsSpan(0, length));
                Scan(chunk.AsSpan(0, length));
            }
            while (length > 0 && _scanner.Stage == ScanStage.Header);
            if (length == 0)
                _scanner.Complete();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
        return HeaderFields.Read(_scanner.Elements, new ReadOnlySequence<byte>(header.AsMemory()));
    }
}
