using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Receiving.Headers;

namespace StoreScp.Receiving.PreStore;

/// <summary>What comes after the header of a data set, inflated where it is deflated, chunk by chunk and checked as it comes.</summary>
internal sealed class DataSetTail(DataSetScanner scanner, ReceivedBytes bytes, InflatedBytes? inflated = null)
{
    private bool _hasBegun;
    private bool _hasEnded;

    /// <summary>What was read behind the header before the header was known to be complete; valid until the second <see cref="ReadAsync"/>.</summary>
    public ReadOnlySequence<byte> Surplus { private get; set; }

    /// <summary>Gets what is received of a deflated data set from now on, as received; null when nobody wants it.</summary>
    public Func<ReadOnlySequence<byte>, ValueTask>? Received { get; set; }

    /// <summary>The header has ended, and what the bulk is, if there is one, is known.</summary>
    public bool IsHeaderComplete => scanner.Stage != ScanStage.Header && FindBulk() is not null;

    /// <summary>Bytes before the tail.</summary>
    public long HeaderLength => scanner.HeaderLength;

    /// <summary>The elements found so far, header included.</summary>
    public ReadOnlySpan<ElementEntry> Elements => scanner.Elements;

    /// <summary>The bulk as far as it is known; null when there is none.</summary>
    public ElementEntry? FindBulk()
    {
        if (scanner.Stage == ScanStage.Header)
            return null;
        var elements = scanner.Elements;
        for (var i = elements.Length - 1; i >= 0; i--)
        {
            if (elements[i].Offset == scanner.HeaderLength)
                return elements[i].Tag == scanner.BulkTag ? elements[i] : null;
        }
        return null;
    }

    /// <summary>The next bytes, valid until the next call; empty at the end of the data set.</summary>
    /// <exception cref="DicomDataException">The data set is damaged, or ends too early.</exception>
    public async ValueTask<ReadOnlySequence<byte>> ReadAsync(CancellationToken cancellation)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            if (!Surplus.IsEmpty)
                return Surplus;
        }
        Surplus = default;
        if (_hasEnded)
            return default;
        var chunk = inflated is null ? await ReadPlainAsync(cancellation) : await ReadInflatedAsync(inflated, cancellation);
        if (chunk.IsEmpty)
        {
            _hasEnded = true;
            scanner.Complete();
        }
        return chunk;
    }

    /// <summary>Gives the whole data set as received, header included, instead of <see cref="ReadAsync"/>.</summary>
    /// <param name="header">What a plain data set begins with; released on the way.</param>
    public async ValueTask FollowReceivedAsync(
        EditableHeader header, Func<ReadOnlySequence<byte>, ValueTask> take, CancellationToken cancellation)
    {
        if (inflated is null)
        {
            await take(new ReadOnlySequence<byte>(header.Bytes));
            header.Release();
            while (await ReadAsync(cancellation) is { IsEmpty: false } chunk)
                await take(chunk);
            return;
        }
        header.Release();
        // The inflater has seen what was kept so far; its output is not wanted any more, but that it comes to its end is.
        await take(bytes.Kept);
        Received = take;
        while (!(await ReadAsync(cancellation)).IsEmpty)
        {
            // Each chunk is taken as it was received.
        }
    }

    public void Scan(in ReadOnlySequence<byte> chunk)
    {
        foreach (var segment in chunk)
        {
            for (var rest = segment.Span; !rest.IsEmpty;)
                rest = rest[scanner.Scan(rest)..];
        }
    }

    private async ValueTask<ReadOnlySequence<byte>> ReadPlainAsync(CancellationToken cancellation)
    {
        bytes.StopKeeping();
        while (!bytes.IsCompleted)
        {
            var chunk = await bytes.ReadAsync(cancellation);
            Scan(chunk);
            if (!chunk.IsEmpty)
                return chunk;
        }
        return default;
    }

    private async ValueTask<ReadOnlySequence<byte>> ReadInflatedAsync(InflatedBytes source, CancellationToken cancellation)
    {
        source.HandOverTo(Received ?? (_ => ValueTask.CompletedTask));
        var chunk = new ReadOnlySequence<byte>(await source.ReadAsync(cancellation));
        if (chunk.IsEmpty)
            await source.PassRestAsync(cancellation);
        else
            Scan(chunk);
        return chunk;
    }
}
