using System.Buffers;
using StoreScp.Dicom;

namespace StoreScp.Receiving.Headers;

/// <summary>
/// Reads a data set up to its bulk (architecture: "Header") and keeps what was read, exactly as received. Afterwards the
/// scanner follows the rest of the data set, inflated where it is deflated, so that a truncated or damaged one is found.
/// </summary>
internal sealed class HeaderReader
{
    private readonly DataSetScanner _scanner;
    private readonly DicomReadLimits _limits;

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
        if (syntax.IsDeflated)
            return await ReadInflatedAsync(bytes.Inflate(_limits), scratchDirectory, cancellation);

        do
        {
            var fresh = await bytes.ReadAsync(cancellation);
            Scan(fresh);
        }
        while (_scanner.Stage == ScanStage.Header && !bytes.IsCompleted);
        return HeaderFields.Read(_scanner.Elements, bytes.Kept);
    }

    /// <summary>Follows the bytes behind those that <see cref="ReadAsync"/> has read to the end of the data set, which keeps them no longer.</summary>
    /// <param name="take">Gets each of them once, as received and in order; valid until its task completes.</param>
    /// <exception cref="DicomDataException">The data set is damaged, or ends inside an element or inside its DEFLATE stream.</exception>
    public async ValueTask FollowAsync(ReceivedBytes bytes, Func<ReadOnlySequence<byte>, ValueTask> take, CancellationToken cancellation)
    {
        if (bytes.Inflated is { } inflated)
            await FollowInflatedAsync(inflated, take, cancellation);
        else
            await FollowPlainAsync(bytes, take, cancellation);
        _scanner.Complete();
    }

    private async ValueTask FollowPlainAsync(ReceivedBytes bytes, Func<ReadOnlySequence<byte>, ValueTask> take, CancellationToken cancellation)
    {
        bytes.StopKeeping();
        while (!bytes.IsCompleted)
        {
            var chunk = await bytes.ReadAsync(cancellation);
            Scan(chunk);
            await take(chunk);
        }
    }

    private async ValueTask FollowInflatedAsync(InflatedBytes inflated, Func<ReadOnlySequence<byte>, ValueTask> take, CancellationToken cancellation)
    {
        inflated.HandOverTo(take);
        while (await inflated.ReadAsync(cancellation) is { IsEmpty: false } chunk)
            Scan(chunk.Span);
        await inflated.PassRestAsync(cancellation);
    }

    private async ValueTask<HeaderFields> ReadInflatedAsync(InflatedBytes inflated, string scratchDirectory, CancellationToken cancellation)
    {
        using var header = new KeptBytes(scratchDirectory);
        ReadOnlyMemory<byte> chunk;
        do
        {
            chunk = await inflated.ReadAsync(cancellation);
            header.Append(chunk.Span);
            Scan(chunk.Span);
        }
        while (!chunk.IsEmpty && _scanner.Stage == ScanStage.Header);
        if (chunk.IsEmpty)
            _scanner.Complete();
        return HeaderFields.Read(_scanner.Elements, new ReadOnlySequence<byte>(header.AsMemory()));
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
}
